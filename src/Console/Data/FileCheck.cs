using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Data;

/// <summary>One file under check: hands every record to the rules of its instrument and kind.</summary>
internal sealed class FileCheck(DataFile file, MarketHours hours, QualityLimits limits, FindingTable findings)
{
    private readonly Dictionary<(int InstrumentIndex, DataRecordKind Kind, Side Side), InstrumentQuality> _qualities =
        [];
    private readonly Dictionary<int, BookCheck> _books = [];
    private readonly Dictionary<int, LevelCheck> _levelBooks = [];
    private long _recordCount;
    private long _firstNs = long.MaxValue;
    private long _lastNs = long.MinValue;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="DataFileException">It cannot be read on.</exception>
    public void Run()
    {
        while (file.TryRead(out DataRecord record))
            Take(in record);

        foreach (InstrumentQuality quality in _qualities.Values)
            NoteBadTicks(quality, isEnd: true);

        foreach (BookCheck book in _books.Values)
            book.End();
    }

    /// <summary>What was read.</summary>
    public DataFileSummary Summary() => new(
        file.Path,
        file.Format.ToString(),
        _recordCount,
        file.Symbols.Count,
        _firstNs > _lastNs ? null : RecordText.TimeOf(_firstNs),
        _firstNs > _lastNs ? null : RecordText.TimeOf(_lastNs),
        file.LineNumber);

    private void Take(in DataRecord record)
    {
        _recordCount++;
        if (record.Kind == DataRecordKind.Refused)
        {
            Note(DataRuleInfo.WrongRow, in record);
            return;
        }

        if (DataRuleInfo.Of(record.Flags) is { } flagged)
            Note(flagged, in record);

        if ((record.Flags & DataFlags.HasNoTime) == DataFlags.None)
        {
            _firstNs = Math.Min(_firstNs, record.TimestampNs);
            _lastNs = Math.Max(_lastNs, record.TimestampNs);
        }

        Judge(in record);
    }

    private void Judge(in DataRecord record)
    {
        InstrumentQuality quality = QualityOf(in record);
        DataRules broken = BrokenBy(quality, in record);
        if ((record.Flags & DataFlags.HasNoTime) != DataFlags.None)
            broken &= ~(DataRules.OutsideHours | DataRules.Gap | DataRules.TimeOrder | DataRules.StaleQuote);

        // Orders of a snapshot carry the time at which they came to rest.
        if ((record.Flags & DataFlags.Snapshot) != DataFlags.None)
            broken &= ~(DataRules.Gap | DataRules.OutsideHours);

        broken |= InstrumentQuality.OnClocks(record.ReceiveTimestampNs, record.TimestampNs);
        if (broken != DataRules.None)
        {
            foreach (DataRuleInfo rule in DataRuleInfo.Of(broken))
                Note(rule, in record);
        }

        NoteBadTicks(quality, isEnd: false);
    }

    private DataRules BrokenBy(InstrumentQuality quality, in DataRecord record)
    {
        long orderNs = record.ReceiveTimestampNs != 0 ? record.ReceiveTimestampNs : record.TimestampNs;
        switch (record.Kind)
        {
            case DataRecordKind.Trade:
                bool hasIds = file.Format != DataFormat.Dbn; // Its sequences number messages, not trades.
                return quality.OnTrade(
                    orderNs, hasIds ? record.Sequence : 0, record.PriceE9, record.QtyE8, record.LineNumber);

            case DataRecordKind.Quote:
                var sides = new QuoteSides(record.BidPriceE9, record.BidQtyE8, record.AskPriceE9, record.AskQtyE8);
                return quality.OnQuote(orderNs, in sides, record.LineNumber);

            case DataRecordKind.Bar:
                PriceBar bar = BarOf(in record);
                return quality.OnBar(in bar, record.IntervalNs, record.LineNumber);

            case DataRecordKind.BookAction:
                BookOf(record.InstrumentIndex).Take(in record);
                return quality.OnChange(orderNs);

            case DataRecordKind.Level:
                LevelsOf(record.InstrumentIndex).Take(in record);
                return quality.OnChange(orderNs);

            default:
                return DataRules.None; // Depths repeat the quote's message, definitions stand apart.
        }
    }

    private static PriceBar BarOf(in DataRecord record) => new()
    {
        OpenTimestampNs = record.TimestampNs,
        OpenTicks = record.OpenE9,
        HighTicks = record.HighE9,
        LowTicks = record.LowE9,
        CloseTicks = record.CloseE9,
        VolumeLots = record.VolumeE8,
    };

    private InstrumentQuality QualityOf(in DataRecord record)
    {
        Side side = record.Kind == DataRecordKind.Bar ? record.Side : Side.None;
        if (_qualities.TryGetValue((record.InstrumentIndex, record.Kind, side), out InstrumentQuality? quality))
            return quality;

        quality = new InstrumentQuality(hours.Of(file, file.Symbols[record.InstrumentIndex]), limits);
        _qualities.Add((record.InstrumentIndex, record.Kind, side), quality);
        return quality;
    }

    private BookCheck BookOf(int instrumentIndex)
    {
        if (_books.TryGetValue(instrumentIndex, out BookCheck? book))
            return book;

        book = new BookCheck(findings, file.Path);
        _books.Add(instrumentIndex, book);
        return book;
    }

    private LevelCheck LevelsOf(int instrumentIndex)
    {
        if (_levelBooks.TryGetValue(instrumentIndex, out LevelCheck? book))
            return book;

        book = new LevelCheck(findings, file.Path);
        _levelBooks.Add(instrumentIndex, book);
        return book;
    }

    private void NoteBadTicks(InstrumentQuality quality, bool isEnd)
    {
        while (quality.TryTakeBadTick(isEnd, out long lineNumber))
        {
            foreach (DataRuleInfo rule in DataRuleInfo.Of(DataRules.BadTick))
                findings.Add(rule, file.Path, lineNumber, "told by its neighbours: see the line");
        }
    }

    private void Note(DataRuleInfo rule, in DataRecord record)
    {
        if (findings.Count(rule))
            findings.Exemplify(rule, file.Path, record.LineNumber, RecordText.Of(in record));
    }
}
