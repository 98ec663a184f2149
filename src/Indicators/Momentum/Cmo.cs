using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Chande momentum oscillator: 100 * (gain - loss) / (gain + loss), averages as in <see cref="Rsi"/> (TA-Lib's
/// convention; plain sums, used elsewhere, never converge to it). O(1). -100 to 100; first value at row period; flat input
/// gives 0. Source: Chande (1994), TA-Lib CMO.
/// </summary>
public struct Cmo(int period = 14) : IIndicator<double, double>
{
    private GainLoss _moves = new(period);

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _moves.IsReady;

    public readonly double Value => _moves.IsReady ? _moves.BalancePercent : double.NaN;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _moves.Add(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        Cmo fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _moves.Clear();

    public void Transfer(ref StateTransfer state) => _moves.Transfer(ref state);
}
