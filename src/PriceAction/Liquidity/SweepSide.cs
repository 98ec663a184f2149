using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>Sweeps of one side. Breaks that wait for their end: at most one a bar, so k of them.</summary>
internal struct SweepSide
{
    private readonly BrokenLevel[] _waiting; // By row of the break.
    private readonly int _side;
    private readonly int _reclaimBars;
    private Pivot _pivot; // Side 0: none, or traded beyond already.

    public SweepSide(int side, int reclaimBars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reclaimBars, 1);
        _side = side;
        _reclaimBars = reclaimBars;
        _waiting = new BrokenLevel[reclaimBars + 1];
        Outcome = default;
    }

    public SweepOutcome Outcome { get; private set; }

    public void Watch(in Pivot pivot) => _pivot = pivot;

    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        int row = bars.LastRow;
        SidedBar bar = SidedBar.Of(in bars.Last, _side);
        Outcome = default;
        foreach (ref BrokenLevel level in _waiting.AsSpan())
        {
            if (level.EventId != 0)
                Follow(ref level, in bar, row, context, output);
        }

        if (_pivot.Exists && bar.High > _side * _pivot.Level)
            Take(in bar, row, context, output);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_waiting.Length);
        state.Values<BrokenLevel>(_waiting);
        state.Value(ref _pivot);
    }

    private void Take(in SidedBar bar, int row, PriceContext context, PriceEventBuffer output)
    {
        double level = _side * _pivot.Level;
        bool isSweep = bar.Close < level;
        ref PriceEvent told = ref output.Add(
            isSweep ? PriceEventKind.PivotSwept : PriceEventKind.PivotBroken, row);
        told.ReferenceId = _pivot.EventId;
        told.OtherRow = _pivot.Row;
        Fill(ref told, level, bar.High, context);
        if (isSweep)
        {
            context.NoteSweep(_side, row);
            Outcome = OutcomeOf(in told, level, bar.High, 1);
        }
        else
        {
            _waiting[row % _waiting.Length] = new BrokenLevel(level, bar.High, told.Id, row, _pivot.Row);
        }

        _pivot = default;
    }

    private void Follow(
        ref BrokenLevel broken, in SidedBar bar, int row, PriceContext context, PriceEventBuffer output)
    {
        bool isBack = bar.Close < broken.Level;
        broken = broken with { Extreme = double.Max(broken.Extreme, bar.High) };
        if (!isBack && row - broken.Row < _reclaimBars)
            return;

        ref PriceEvent told = ref output.Add(
            isBack ? PriceEventKind.PivotReclaimed : PriceEventKind.PivotBreakHeld, row);
        told.ReferenceId = broken.EventId;
        told.OtherRow = broken.PivotRow;
        told.Count = row - broken.Row + 1;
        Fill(ref told, broken.Level, broken.Extreme, context);
        if (isBack)
        {
            context.NoteSweep(_side, row);
            Outcome = OutcomeOf(in told, broken.Level, broken.Extreme, told.Count);
        }

        broken = default;
    }

    private readonly void Fill(ref PriceEvent told, double level, double extreme, PriceContext context)
    {
        told.SetEdges(_side, extreme, level);
        told.Score = (extreme - level) / context.Atr;
    }

    private readonly SweepOutcome OutcomeOf(in PriceEvent told, double level, double extreme, int barCount) =>
        new(_side * level, _side * extreme, told.Score, told.Id, barCount);

    /// <summary>A level that closed beyond, seen from its side. 32 bytes, no padding.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct BrokenLevel(double Level, double Extreme, long EventId, int Row, int PivotRow);
}
