using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Relative strength index: 100 * average gain / (average gain + average loss), both by Wilder's smoothing, seeded with
/// the mean of the first <c>period</c> moves. O(1). 0 to 100; first value at row period; flat input gives 0.
/// Source: Wilder (1978), TA-Lib RSI.
/// </summary>
/// <param name="period">Moves; at least 1.</param>
/// <param name="isRanked">For values that will be ranked: see <see cref="GainLoss"/>.</param>
public struct Rsi(int period = 14, bool isRanked = false) : IIndicator<double, double>
{
    private GainLoss _moves = new(period, isRanked);

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _moves.IsReady;

    public readonly double Value => _moves.IsReady ? _moves.GainPercent : double.NaN;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _moves.Add(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        Rsi fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _moves.Clear();

    public void Transfer(ref StateTransfer state) => _moves.Transfer(ref state);
}
