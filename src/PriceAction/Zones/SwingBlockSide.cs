using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Blocks of one side. Two tracks are followed: one that holds if the pending pivot is replaced, one if it becomes
/// final. The block of a track is told of once no pivot before its break can come any more and none is pending.
/// </summary>
internal struct SwingBlockSide
{
    private readonly SwingBlock[] _blocks; // Told of and not gone, oldest first.
    private readonly int _sign;
    private readonly int _length;
    private readonly bool _byBody;
    private SwingTrack _final;
    private SwingTrack _pending;
    private int _count;
    private double _fallTrigger; // Highest bottom of unfilled blocks.
    private double _riseTrigger; // Lowest top of filled ones.

    public SwingBlockSide(int sign, int length, int capacity, bool byBody)
    {
        _sign = sign;
        _length = length;
        _byBody = byBody;
        _blocks = new SwingBlock[capacity];
        FindTriggers();
    }

    public void Update(SwingPivots swings, BarWindow bars, PriceEventBuffer output)
    {
        int row = bars.LastRow;
        AdvanceBlocks(bars, row, output);
        if (_final.Exists)
            _final.Advance(bars, row, _sign, _byBody);
        if (_pending.Exists)
            _pending.Advance(bars, row, _sign, _byBody);

        if (swings.Final.Side == _sign)
            Finish(swings.Final, bars, output);
        if (swings.Confirmed.Side == _sign && swings.ConfirmedKind != PriceEventKind.PivotIgnored)
            Start(swings.Confirmed, bars, output);

        Settle(row, output);
    }

    public void CompleteSeries(SwingPivots swings, PriceEventBuffer output)
    {
        if (_final.HasUnsettled && (!_pending.Exists || _final.Block.BreakRow <= _pending.PivotRow))
            Tell(ref _final, output);
        if (swings.Final.Side == _sign && _pending.HasUnsettled)
            Tell(ref _pending, output);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_blocks.Length);
        state.Value(ref _final);
        state.Value(ref _pending);
        state.Value(ref _count);
        state.Values(_blocks.AsSpan(0, _count));
        if (state.IsLoading)
            FindTriggers();
    }

    private void Finish(Pivot final, BarWindow bars, PriceEventBuffer output)
    {
        if (_pending.PivotRow != final.Row || !_pending.Exists)
            Start(final, bars, output); // The seed, which was never pending.

        _final = _pending;
        _pending = default;
    }

    private void Start(Pivot pivot, BarWindow bars, PriceEventBuffer output)
    {
        // What the older track made up to the new pivot's bar stands, whatever becomes of the pivot.
        if (_final.HasUnsettled && _final.Block.BreakRow <= pivot.Row)
            Tell(ref _final, output);

        _pending = new SwingTrack(pivot.Row, _sign * pivot.Level);
        for (int row = pivot.Row + 1; row <= bars.LastRow; row++)
            _pending.Advance(bars, row, _sign, _byBody);
    }

    private void Settle(int row, PriceEventBuffer output)
    {
        if (!_final.HasUnsettled || row < _final.Block.BreakRow + _length - 1)
            return;

        if (!_pending.Exists || _pending.PivotRow >= _final.Block.BreakRow)
            Tell(ref _final, output);
    }

    private void Tell(ref SwingTrack track, PriceEventBuffer output)
    {
        track.MarkSettled();
        ref SwingBlock block = ref track.Block;
        ref PriceEvent told = ref output.Add(PriceEventKind.SwingOrderBlock, block.Row);
        told.OtherRow = block.PivotRow;
        told.Score = block.VolumeBalance;
        told.SetEdges(_sign, block.Top, block.Bottom);
        block.EventId = told.Id;
        Tell(PriceEventKind.SwingBlockBreak, block.BreakRow, in block, output).Score = block.Volume;
        if (block.FilledRow != 0)
            Tell(PriceEventKind.ZoneFilled, block.FilledRow, in block, output);
        if (block.GoneRow != 0)
            Tell(PriceEventKind.ZoneGone, block.GoneRow, in block, output);
        else
            Keep(in block, output);
    }

    private readonly ref PriceEvent Tell(PriceEventKind kind, int row, in SwingBlock block, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(kind, row);
        told.ReferenceId = block.EventId;
        told.OtherRow = block.Row;
        told.SetEdges(_sign, block.Top, block.Bottom);
        return ref told;
    }

    private void Keep(in SwingBlock block, PriceEventBuffer output)
    {
        if (_count == _blocks.Length)
        {
            Tell(PriceEventKind.ZoneGone, block.BreakRow, in _blocks[0], output);
            _blocks.AsSpan(1).CopyTo(_blocks);
            _count--;
        }

        _blocks[_count++] = block;
        FindTriggers();
    }

    private void AdvanceBlocks(BarWindow bars, int row, PriceEventBuffer output)
    {
        SidedBar bar = SidedBar.Of(in bars.Last, _sign);
        if (bar.Low >= _fallTrigger && bar.High <= _riseTrigger)
            return;

        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            ref SwingBlock block = ref _blocks[i];
            int filledRow = block.FilledRow;
            block.Advance(in bar, row, _byBody);
            if (block.FilledRow != filledRow)
                Tell(PriceEventKind.ZoneFilled, row, in block, output);

            if (block.GoneRow != 0)
                Tell(PriceEventKind.ZoneGone, row, in block, output);
            else
                _blocks[kept++] = block;
        }

        _count = kept;
        FindTriggers();
    }

    private void FindTriggers()
    {
        _fallTrigger = double.NegativeInfinity;
        _riseTrigger = double.PositiveInfinity;
        foreach (ref readonly SwingBlock block in _blocks.AsSpan(0, _count))
        {
            if (block.FilledRow == 0)
                _fallTrigger = double.Max(_fallTrigger, block.Bottom);
            else
                _riseTrigger = double.Min(_riseTrigger, block.Top);
        }
    }
}
