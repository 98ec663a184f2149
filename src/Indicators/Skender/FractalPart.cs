using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// A high above, or a low below, the <c>wing</c> bars on both sides of it, strictly; known <c>wing</c> bars later.
/// O(wing).
/// </summary>
internal struct FractalPart(int wing)
{
    private Window _highs = new(2 * wing + 1);
    private Window _lows = new(2 * wing + 1);

    /// <summary>
    /// Takes the next bar and says what became known of the one <c>wing</c> bars before it; NaN for none.
    /// </summary>
    public FractalValue Add(in Bar bar)
    {
        _highs.Push(bar.High);
        _lows.Push(bar.Low);
        if (!_highs.IsFull)
            return new FractalValue(double.NaN, double.NaN);

        double high = _highs[wing];
        double low = _lows[wing];
        for (int age = 0; age <= 2 * wing; age++)
        {
            if (age == wing)
                continue;

            if (_highs[age] >= _highs[wing])
                high = double.NaN;

            if (_lows[age] <= _lows[wing])
                low = double.NaN;
        }

        return new FractalValue(high, low);
    }

    public void Transfer(ref StateTransfer state)
    {
        _highs.Transfer(ref state);
        _lows.Transfer(ref state);
    }
}
