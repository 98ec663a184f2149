using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Turns prices into logarithmic returns. A price that is not finite and above zero, or whose ratio to the last one is
/// beyond the range of doubles, is refused.
/// </summary>
internal struct LogReturn
{
    private double _lastPrice; // 0 before the first.

    public readonly bool IsStarted => _lastPrice > 0;

    public readonly bool Accepts(double price) =>
        price > 0 && double.IsFinite(price) && (!IsStarted || IsUsable(price / _lastPrice));

    /// <summary>Return from the last price to an accepted one.</summary>
    public readonly double To(double price) => PortableMath.Log(price / _lastPrice);

    public void Take(double price) => _lastPrice = price;

    public void Reset() => _lastPrice = 0;

    public void Transfer(ref StateTransfer state) => state.Value(ref _lastPrice);

    private static bool IsUsable(double ratio) => ratio > 0 && double.IsFinite(ratio);
}
