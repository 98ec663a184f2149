using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>Candidates of one side; a bar makes at most one and none outlives f bars, so f + 1 places hold them
/// all.</summary>
internal readonly struct FalseMoveSide
{
    private const double FullDepthAtr = 0.5;
    private const double FullBodyAtr = 1.5;

    private readonly Candidate[] _candidates; // By the row at which they became known; Id 0: none.
    private readonly int _side;
    private readonly int _reclaimBars;
    private readonly int _followBars;

    public FalseMoveSide(int side, int reclaimBars, int followBars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(followBars, reclaimBars);
        _side = side;
        _reclaimBars = reclaimBars;
        _followBars = followBars;
        _candidates = new Candidate[followBars + 1];
    }

    public void Update(
        BarWindow bars, SweepOutcome outcome, bool hasReversal, PriceContext context, PriceEventBuffer output)
    {
        int row = bars.LastRow;
        if (outcome.EventId != 0)
            Open(row, in outcome, output);

        double close = _side * bars.Last.Close;
        foreach (ref Candidate candidate in _candidates.AsSpan())
        {
            if (candidate.Id == 0)
                continue;

            if (close > candidate.Extreme)
                End(PriceEventKind.TrueBreak, row, ref candidate, 0, output);
            else if (hasReversal)
                End(PriceEventKind.FalseMove, row, ref candidate, Score(in candidate, in bars.Last, context), output);
            else if (row - candidate.SweepRow >= _followBars)
                End(PriceEventKind.FalseMoveExpired, row, ref candidate, 0, output);
        }
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_candidates.Length);
        state.Values<Candidate>(_candidates);
    }

    private void Open(int row, in SweepOutcome outcome, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(PriceEventKind.FalseMoveCandidate, row);
        told.ReferenceId = outcome.EventId;
        told.OtherRow = row - outcome.BarCount + 1;
        told.Count = outcome.BarCount;
        told.Score = outcome.Depth;
        told.SetEdges(_side, _side * outcome.Extreme, _side * outcome.Level);
        _candidates[row % _candidates.Length] = new Candidate(
            _side * outcome.Level, _side * outcome.Extreme, outcome.Depth, told.Id, told.OtherRow, outcome.BarCount);
    }

    private void End(
        PriceEventKind kind, int row, ref Candidate candidate, double score, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(kind, row);
        told.ReferenceId = candidate.Id;
        told.OtherRow = candidate.SweepRow;
        told.Count = row - candidate.SweepRow + 1;
        told.Score = score;
        told.SetEdges(_side, candidate.Extreme, candidate.Level);
        if (kind == PriceEventKind.FalseMove)
            told.Direction = (sbyte)-_side; // Where price goes now.

        candidate = default;
    }

    private double Score(in Candidate candidate, in Bar bar, PriceContext context)
    {
        double depth = Math.Min(1, candidate.Depth / FullDepthAtr);
        double speed = 1 - (candidate.BarCount - 1) / (double)_reclaimBars;
        double displacement = Math.Min(1, Math.Abs(bar.Close - bar.Open) / (FullBodyAtr * context.Atr));
        return (depth + Math.Max(0, speed) + displacement) / 3;
    }

    /// <summary>Seen from its side. 40 bytes, no padding.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Candidate(
        double Level, double Extreme, double Depth, long Id, int SweepRow, int BarCount);
}
