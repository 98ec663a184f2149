using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Data;

/// <summary>
/// Rebuilds the book by order of one instrument and says what does not fit. The step of prices is the greatest common
/// divisor of the first changes, which are held back until it is known; it only decides how fast the book is.
/// </summary>
internal sealed class BookCheck
{
    private const int HeldMax = 1_024;
    private const int OrderCountMax = 1 << 18;
    private const int LevelCountMax = 1 << 14;

    private readonly List<DataRecord> _held = new(HeldMax);
    private readonly FindingTable _findings;
    private readonly string _path;
    private ByOrderBook? _book;
    private long _tickE9;
    private bool _wasCrossed;

    public BookCheck(FindingTable findings, string path)
    {
        _findings = findings;
        _path = path;
    }

    /// <summary>Takes a change.</summary>
    public void Take(in DataRecord record)
    {
        if (_book is not null)
        {
            Apply(in record);
            return;
        }

        _held.Add(record);
        if (_held.Count == HeldMax)
            Begin();
    }

    /// <summary>No more changes come.</summary>
    public void End()
    {
        if (_book is null)
            Begin();
    }

    private static long Divisor(long left, long right) => right == 0 ? left : Divisor(right, left % right);

    private void Begin()
    {
        foreach (DataRecord record in _held)
            _tickE9 = Divisor(_tickE9, System.Math.Abs(record.PriceE9));

        _tickE9 = System.Math.Max(_tickE9, 1);
        _book = new ByOrderBook(OrderCountMax, LevelCountMax);
        foreach (DataRecord record in _held)
            Apply(in record);

        _held.Clear();
    }

    private void Apply(in DataRecord record)
    {
        Judge(Change(_book!, in record), in record);
        if ((record.Flags & DataFlags.EndOfMessage) == DataFlags.None)
            return;

        bool isCrossed = _book!.Shape == BookShape.Crossed;
        if (isCrossed && !_wasCrossed)
            Note(DataRuleInfo.Of(DataRules.Crossed), in record);

        _wasCrossed = isCrossed; // One finding for each time it happens, not for each record while it lasts.
    }

    private ByOrderVerdict Change(ByOrderBook book, in DataRecord record)
    {
        // Ticks finer than those seen first would fall together: such an order rests at the tick below.
        long priceTicks = record.PriceE9 / _tickE9;
        switch (record.Action)
        {
            case BookAction.Add when record.Side != Side.None:
                return book.Add(record.OrderId, record.Side, priceTicks, record.QtyE8);
            case BookAction.Modify:
                return book.Modify(record.OrderId, priceTicks, record.QtyE8);
            case BookAction.Cancel:
                return book.Cancel(record.OrderId, record.QtyE8);
            case BookAction.Execute:
                return book.Execute(record.OrderId, record.QtyE8);
            case BookAction.Delete:
                return book.Delete(record.OrderId);
            case BookAction.Clear:
                book.Clear();
                return ByOrderVerdict.Done;
            default:
                return ByOrderVerdict.Done;
        }
    }

    private void Judge(ByOrderVerdict verdict, in DataRecord record)
    {
        if (verdict == ByOrderVerdict.Done)
            return;

        DataRuleInfo rule = verdict switch
        {
            ByOrderVerdict.UnknownOrder => DataRuleInfo.UnknownOrder,
            ByOrderVerdict.Full => DataRuleInfo.BookFull,
            _ => DataRuleInfo.WrongOrder,
        };
        Note([rule], in record);
    }

    private void Note(IEnumerable<DataRuleInfo> rules, in DataRecord record)
    {
        foreach (DataRuleInfo rule in rules)
        {
            if (_findings.Count(rule))
                _findings.Exemplify(rule, _path, record.LineNumber, RecordText.Of(in record));
        }
    }
}
