using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `feed`, which carries every instrument, or `feeds`, which share them: each instrument has exactly one feed, so
/// the same thing at two venues is two instruments. Set-up only.
/// </summary>
internal sealed class FeedsReader
{
    private const string One = "feed";
    private const string List = "feeds";
    private const int FeedCountMax = 8; // The telemetry has a lane for each.

    private readonly ConfigurationReader _reader;
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly int[] _feedOf; // By instrument; -1 where none was named yet.

    private FeedsReader(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
    {
        _reader = reader;
        _instruments = instruments;
        _feedOf = [.. instruments.Select(_ => -1)];
    }

    public static IReadOnlyList<FeedConfiguration> Read(
        ConfigurationReader reader, IReadOnlyList<Instrument> instruments) =>
        new FeedsReader(reader, instruments).Read();

    private List<FeedConfiguration> Read()
    {
        bool hasList = _reader.Has(List);
        List<FeedConfiguration> feeds = hasList ? ReadList() : [];
        if (_reader.Has(One) || !hasList)
        {
            FeedConfiguration all = FeedReader.Read(_reader, One);
            feeds.Add(all with { InstrumentIndexes = [.. _instruments.Select(instrument => instrument.Index)] });
        }

        if (hasList && _reader.Has(One))
            _reader.Refuse(One, $"{One} or {List}, not both");

        foreach (FeedConfiguration feed in feeds)
            RefuseSameNames(feed);

        return feeds;
    }

    private List<FeedConfiguration> ReadList()
    {
        var feeds = new List<FeedConfiguration>();
        int count = _reader.CountOf(List);
        if (count is 0 or > FeedCountMax)
            _reader.Refuse(List, $"a list of 1 to {FeedCountMax} feeds");

        for (int i = 0; i < count; i++)
        {
            string path = $"{List}[{i}]";
            FeedConfiguration feed = FeedReader.Read(_reader, path);
            if (feeds.Exists(other => other.Name == feed.Name))
                _reader.Refuse(_reader.Has($"{path}.name") ? $"{path}.name" : path, "a name that no other feed has");

            feeds.Add(feed with { InstrumentIndexes = ReadInstruments($"{path}.instruments", feedIndex: i) });
        }

        for (int i = 0; i < _feedOf.Length; i++)
        {
            if (_feedOf[i] < 0)
                _reader.Refuse($"instruments[{i}].symbol", "a symbol that one of the feeds names in its instruments");
        }

        return feeds;
    }

    private List<int> ReadInstruments(string list, int feedIndex)
    {
        var indexes = new List<int>();
        int count = _reader.CountOf(list);
        if (count == 0)
            _reader.Refuse(list, "a list of symbols, each of an instrument");

        for (int i = 0; i < count; i++)
        {
            string path = $"{list}[{i}]";
            int index = IndexOf(_reader.Text(path));
            if (index < 0)
            {
                _reader.Refuse(path, "the symbol of an instrument");
            }
            else if (_feedOf[index] >= 0)
            {
                _reader.Refuse(path, "an instrument that has no feed yet");
            }
            else
            {
                _feedOf[index] = feedIndex;
                indexes.Add(index);
            }
        }

        return indexes;
    }

    private int IndexOf(string symbol)
    {
        for (int i = 0; i < _instruments.Count; i++)
        {
            if (_instruments[i].Symbol == symbol)
                return i;
        }

        return -1;
    }

    // A frame names its instrument by the venue's name alone; some venues write it in lower case.
    private void RefuseSameNames(FeedConfiguration feed)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (int index in feed.InstrumentIndexes)
        {
            if (!names.Add(_instruments[index].VenueSymbol))
            {
                _reader.Refuse(
                    $"instruments[{index}].symbol",
                    "instruments whose venueSymbol differs within a feed, or a feed for each");
            }
        }
    }
}
