using System;
using System.Globalization;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// Bars out of data files: those they hold, or built from their bars, trades or quotes in frames of UTC. A quote counts
/// as one unit of volume. Rows that cannot be read or go back in time are refused: the data doctor tells of all.
/// </summary>
internal sealed class DataBars : IBarReader
{
    private const long OneUnitE8 = 100_000_000;

    private static readonly BarScale Scale = new(
        new DecimalScale(1, DataRecord.PriceDecimals), new DecimalScale(1, DataRecord.QtyDecimals));

    private readonly BarSource _source;
    private readonly DataMerge _records;
    private PriceBar _forming;
    private bool _isForming;
    private bool _isAtEnd;
    private long _row;

    public DataBars(BarSource source)
    {
        _source = source;
        _records = new DataMerge(source.Paths);
    }

    public bool TryRead(out BarLine line)
    {
        line = default;
        while (!_isAtEnd)
        {
            if (!TryReadBar(out PriceBar next, out DataRecord record))
            {
                _isAtEnd = true;
                break;
            }

            if (_isForming && next.OpenTimestampNs < _forming.OpenTimestampNs)
                throw Wrong(in record, "times must rise from line to line");

            if (_isForming && next.OpenTimestampNs == _forming.OpenTimestampNs)
            {
                if (_source.FrameNs == 0)
                    throw Wrong(in record, "two bars have the same time: give one instrument, or --frame");

                Append(in next);
                continue;
            }

            bool hasClosed = _isForming;
            line = hasClosed ? LineOf(in _forming) : default;
            _forming = next;
            _isForming = true;
            if (hasClosed)
                return true;
        }

        if (!_isForming)
            return false;

        line = LineOf(in _forming);
        _isForming = false;
        return true;
    }

    public void Dispose() => _records.Dispose();

    private bool TryReadBar(out PriceBar bar, out DataRecord record)
    {
        bar = default;
        while (TryReadRecord(out record))
        {
            if (record.Kind == DataRecordKind.Refused)
                throw Wrong(in record, $"the row cannot be read: {record.Verdict}");

            if (!TryBarOf(in record, out bar))
                continue;

            if (_source.FrameNs == 0 && record.Kind != DataRecordKind.Bar)
                throw Wrong(in record, "these are ticks: give --frame, as --frame 1m");

            long ns = record.TimestampNs;
            bar.OpenTimestampNs = _source.FrameNs == 0 ? ns : ns - ns % _source.FrameNs;
            return true;
        }

        return false;
    }

    private bool TryReadRecord(out DataRecord record)
    {
        try
        {
            return _records.TryRead(out record);
        }
        catch (DataFileException e)
        {
            throw new BarFileException(e.Message);
        }
    }

    private bool TryBarOf(in DataRecord record, out PriceBar bar)
    {
        bar = default;
        bool isOtherSide = record.Kind == DataRecordKind.Bar && record.Side != Side.None && record.Side != _source.Side;
        switch (record.Kind)
        {
            case DataRecordKind.Bar when !isOtherSide:
                bar.OpenTicks = record.OpenE9;
                bar.HighTicks = record.HighE9;
                bar.LowTicks = record.LowE9;
                bar.CloseTicks = record.CloseE9;
                bar.VolumeLots = record.VolumeE8;
                return true;

            case DataRecordKind.Trade:
                bar = TickOf(record.PriceE9, record.QtyE8);
                return true;

            case DataRecordKind.Quote:
                long priceE9 = _source.Side == Side.Buy ? record.BidPriceE9 : record.AskPriceE9;
                bar = TickOf(priceE9, OneUnitE8);
                return priceE9 != 0; // A quote of the other side alone.

            case DataRecordKind.BookAction when record.Action is BookAction.Execute or BookAction.ExecuteHidden:
                bar = TickOf(record.PriceE9, record.QtyE8);
                return true;

            default:
                return false;
        }
    }

    private static PriceBar TickOf(long priceE9, long qtyE8) => new()
    {
        OpenTicks = priceE9,
        HighTicks = priceE9,
        LowTicks = priceE9,
        CloseTicks = priceE9,
        VolumeLots = qtyE8,
    };

    private void Append(in PriceBar next)
    {
        _forming.HighTicks = Math.Max(_forming.HighTicks, next.HighTicks);
        _forming.LowTicks = Math.Min(_forming.LowTicks, next.LowTicks);
        _forming.CloseTicks = next.CloseTicks;
        _forming.VolumeLots = checked(_forming.VolumeLots + next.VolumeLots);
    }

    private BarLine LineOf(in PriceBar bar)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks(bar.OpenTimestampNs / 100);
        bool isWhole = bar.OpenTimestampNs % 1_000_000_000 == 0;
        string format = isWhole ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fffffff";
        return new BarLine(_row++, time.ToString(format, CultureInfo.InvariantCulture), bar.ToBar(in Scale));
    }

    private BarFileException Wrong(in DataRecord record, string what) => new(
        $"{what}: file={_source.Paths[record.FileIndex]}, line={record.LineNumber}; see 'lle data check'");
}
