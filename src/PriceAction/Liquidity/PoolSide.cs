using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>The pools of one side. A full table gives up its oldest anchor.</summary>
internal struct PoolSide
{
    private readonly PoolAnchor[] _anchors; // Oldest first.
    private readonly PoolTolerance _tolerance;
    private readonly int _side;
    private int _count;
    private PoolAnchor _pending; // The swing that is not final yet; MemberCount 0: none.
    private double _trigger = double.PositiveInfinity; // Lowest limit not yet reached.

    public PoolSide(int side, int capacity, PoolTolerance tolerance)
    {
        _side = side;
        _tolerance = tolerance;
        _anchors = new PoolAnchor[capacity];
    }

    public void Update(SwingPivots swings, BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        SweepAll(bars, output);
        if (swings.Final.Side == _side)
            Finish(swings.Final, bars, context, output);
        if (swings.Confirmed.Side == _side && swings.ConfirmedKind != PriceEventKind.PivotIgnored)
            Start(swings.Confirmed, bars, context);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_anchors.Length);
        state.Value(ref _count);
        state.Value(ref _pending);
        state.Values(_anchors.AsSpan(0, _count));
        if (state.IsLoading)
            FindTrigger();
    }

    private void SweepAll(BarWindow bars, PriceEventBuffer output)
    {
        int row = bars.LastRow;
        double high = SidedBar.Of(in bars.Last, _side).High;
        if (_pending is { MemberCount: > 0, SweptRow: 0 } && high >= _pending.Limit)
            _pending.SweptRow = row;

        if (high < _trigger)
            return;

        foreach (ref PoolAnchor anchor in _anchors.AsSpan(0, _count))
        {
            if (anchor.SweptRow != 0 || high < anchor.Limit)
                continue;

            anchor.SweptRow = row;
            if (anchor.PoolEventId != 0)
                Tell(PriceEventKind.PoolSwept, row, in anchor, output);
        }

        FindTrigger();
    }

    private void Start(in Pivot pivot, BarWindow bars, PriceContext context)
    {
        double level = _side * pivot.Level;
        _pending = new PoolAnchor
        {
            Level = level,
            SumLevel = level,
            Tolerance = _tolerance.At(context),
            SwingEventId = pivot.EventId,
            Row = pivot.Row,
            MemberCount = 1,
        };
        for (int row = pivot.Row + 1; row <= bars.LastRow && _pending.SweptRow == 0; row++)
        {
            if (SidedBar.Of(in bars[row], _side).High >= _pending.Limit)
                _pending.SweptRow = row;
        }
    }

    private void Finish(in Pivot final, BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        if (_pending.MemberCount == 0 || _pending.Row != final.Row)
            Start(in final, bars, context); // The seed, which was never pending.

        ForgetSweptBefore(final.Row);
        double level = _pending.Level;
        foreach (ref PoolAnchor anchor in _anchors.AsSpan(0, _count))
        {
            if (!anchor.Fits(level, final.Row))
                continue;

            Join(ref anchor, in final, output);
            _pending = default;
            return;
        }

        Keep();
    }

    private void Join(ref PoolAnchor anchor, in Pivot member, PriceEventBuffer output)
    {
        anchor.MemberCount++;
        anchor.SumLevel += _side * member.Level;
        if (anchor.PoolEventId != 0)
        {
            Tell(PriceEventKind.PoolJoined, member.Row, in anchor, output);
            return;
        }

        ref PriceEvent told = ref Tell(PriceEventKind.PoolFormed, anchor.Row, in anchor, output);
        told.ReferenceId = anchor.SwingEventId;
        told.OtherRow = member.Row;
        anchor.PoolEventId = told.Id;
        if (anchor.SweptRow != 0)
            Tell(PriceEventKind.PoolSwept, anchor.SweptRow, in anchor, output);
    }

    private void Keep()
    {
        if (_count == _anchors.Length)
        {
            _anchors.AsSpan(1).CopyTo(_anchors);
            _count--;
        }

        _anchors[_count++] = _pending;
        _pending = default;
        FindTrigger();
    }

    // Final swings come in the order of their rows: none before this one can still join.
    private void ForgetSweptBefore(int row)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            ref readonly PoolAnchor anchor = ref _anchors[i];
            if (anchor.SweptRow == 0 || anchor.SweptRow > row)
                _anchors[kept++] = anchor;
        }

        _count = kept;
    }

    private void FindTrigger()
    {
        _trigger = double.PositiveInfinity;
        foreach (ref readonly PoolAnchor anchor in _anchors.AsSpan(0, _count))
        {
            if (anchor.SweptRow == 0)
                _trigger = double.Min(_trigger, anchor.Limit);
        }
    }

    private readonly ref PriceEvent Tell(
        PriceEventKind kind, int row, in PoolAnchor anchor, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(kind, row);
        told.ReferenceId = anchor.PoolEventId;
        told.OtherRow = anchor.Row;
        told.Direction = (sbyte)_side;
        told.Count = anchor.MemberCount;
        told.SetLevel(_side * anchor.MeanLevel);
        return ref told;
    }
}
