using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// A venue with one book that changes at random, and knows what it was after each of its changes. Its dialects write
/// the same changes in their own form.
/// </summary>
internal abstract class ModelVenue(Random random)
{
    private readonly SortedDictionary<int, int> _bids = [];
    private readonly SortedDictionary<int, int> _asks = [];

    // Both are read by a feed's thread in some tests.
    private readonly ConcurrentDictionary<long, string> _textsById = new();
    private readonly ConcurrentDictionary<string, bool> _texts = new();

    protected Random Random => random;

    /// <summary>Id of the last change.</summary>
    public long LastUpdateId { get; protected set; } = 100;

    /// <summary>
    /// Stands in messages with a checksum; null where they have ids. Without ids the book may be the venue's of any
    /// time.
    /// </summary>
    public virtual string? ChecksumWord => null;

    /// <summary>Levels a side that are compared: as many as the venue gives the means to verify.</summary>
    public virtual int VerifiedDepth => int.MaxValue;

    /// <summary>What a subscription to the book has in it, besides the word.</summary>
    public abstract string BookChannel { get; }

    /// <summary>Levels a side that are shown.</summary>
    protected virtual int ShownDepth => int.MaxValue;

    /// <summary>Prices a side at which there may be a level.</summary>
    protected virtual int PriceCount => 12;

    /// <summary>Most levels that one message changes.</summary>
    protected virtual int ChangeCountMax => 4;

    /// <summary>Changes the book and says so.</summary>
    public byte[] NextFrame()
    {
        List<ModelLevel> told;
        do
        {
            ModelLevel[] before = [.. Shown()];
            told = Change();
            if (ShownDepth < int.MaxValue)
                told = Difference(before, [.. Shown()]);
        }
        while (told.Count == 0);

        byte[] frame = Quoted(WriteChange(told));
        Remember();
        return frame;
    }

    /// <summary>A message without a change of the book; null where the venue has none that matters.</summary>
    public byte[]? OtherFrame() => WriteOther() is { } text ? Quoted(text) : null;

    /// <summary>The whole book, as far as it is shown.</summary>
    public byte[] Snapshot()
    {
        byte[] frame = Quoted(WriteSnapshot([.. Shown()]));
        Remember();
        return frame;
    }

    /// <summary>What is wrong with a feed's book that says it is at this id; null where it is the venue's.</summary>
    public string? Judge(DictionaryBook book)
    {
        string actual = TextOf(book);
        bool isRight = ChecksumWord is not null
            ? _texts.ContainsKey(actual)
            : _textsById.GetValueOrDefault(book.LastUpdateId) == actual;
        return isRight
            ? null
            : $"id={book.LastUpdateId}, venue={_textsById.GetValueOrDefault(book.LastUpdateId)}, feed={actual}";
    }

    /// <summary>What is wrong with a feed's book that should be the venue's of now.</summary>
    public string? JudgeNow(DictionaryBook book)
    {
        string actual = TextOf(book);
        return actual == TextNow() ? null : $"venue={TextNow()}, feed={actual}";
    }

    protected abstract string WriteChange(IReadOnlyList<ModelLevel> levels);

    protected abstract string WriteSnapshot(IReadOnlyList<ModelLevel> levels);

    protected virtual string? WriteOther() => null;

    /// <summary>The best levels a side, best first: asks, then bids.</summary>
    protected IEnumerable<ModelLevel> Best(int depth) =>
        _asks.Take(depth).Select(level => new ModelLevel(false, level.Key, level.Value))
            .Concat(_bids.Reverse().Take(depth).Select(level => new ModelLevel(true, level.Key, level.Value)));

    /// <summary>One side's levels in a form, with commas.</summary>
    protected static string Join(IReadOnlyList<ModelLevel> levels, bool isBid, Func<ModelLevel, string> write) =>
        string.Join(',', levels.Where(level => level.IsBid == isBid).Select(write));

    /// <summary>A level as most venues write it.</summary>
    protected static string Pair(ModelLevel level) => $"['{level.Price}','{level.Lots}']";

    private int TextDepth => Math.Min(ShownDepth, VerifiedDepth);

    private IEnumerable<ModelLevel> Shown() => Best(ShownDepth);

    private List<ModelLevel> Change()
    {
        var changes = new Dictionary<(bool, int), ModelLevel>();
        int count = random.Next(1, ChangeCountMax + 1);
        for (int i = 0; i < count; i++)
        {
            bool isBid = random.Next(2) == 0;
            int price = (isBid ? 100 : 200) + random.Next(PriceCount);
            int lots = random.Next(3) == 0 ? 0 : random.Next(1, 50);
            changes[(isBid, price)] = new ModelLevel(isBid, price, lots);
            SortedDictionary<int, int> side = isBid ? _bids : _asks;
            if (lots == 0)
                side.Remove(price);
            else
                side[price] = lots;
        }

        return [.. changes.Values];
    }

    /// <summary>
    /// What a venue says that shows part of its book: deletions first, and nothing of what others pushed out.
    /// </summary>
    private List<ModelLevel> Difference(ModelLevel[] before, ModelLevel[] after)
    {
        IEnumerable<ModelLevel> deleted = before
            .Where(level => !(level.IsBid ? _bids : _asks).ContainsKey(level.Price))
            .Select(level => level with { Lots = 0 });
        return [.. deleted, .. after.Where(level => !before.Contains(level))];
    }

    private void Remember()
    {
        string text = TextNow();
        _textsById[LastUpdateId] = text;
        _texts[text] = true;
    }

    private string TextNow() => Text(
        [.. _bids.Reverse().Take(TextDepth).Select(level => ((long)level.Key, (long)level.Value))],
        [.. _asks.Take(TextDepth).Select(level => ((long)level.Key, (long)level.Value))]);

    /// <summary>A book as far as it can be verified, best levels first.</summary>
    private string TextOf(DictionaryBook book)
    {
        var bids = book.Bids.Select(level => (level.Key, level.Value)).ToList();
        var asks = book.Asks.Select(level => (level.Key, level.Value)).ToList();
        bids.Sort(static (x, y) => y.Key.CompareTo(x.Key));
        asks.Sort(static (x, y) => x.Key.CompareTo(y.Key));
        return Text([.. bids.Take(TextDepth)], [.. asks.Take(TextDepth)]);
    }

    private static string Text(List<(long Price, long Lots)> bids, List<(long Price, long Lots)> asks)
    {
        var text = new StringBuilder();
        foreach ((long price, long lots) in bids)
            text.Append(price).Append('*').Append(lots).Append(' ');

        text.Append('|');
        foreach ((long price, long lots) in asks)
            text.Append(' ').Append(price).Append('*').Append(lots);

        return text.ToString();
    }

    private static byte[] Quoted(string text) => Encoding.UTF8.GetBytes(text.Replace('\'', '"'));
}

/// <summary>A level of a model's book, or a change of it.</summary>
internal readonly record struct ModelLevel(bool IsBid, int Price, int Lots);
