using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What is to be done about orders that would meet our own, by instrument, for whoever can cancel orders: the gate
/// itself only refuses. Decision thread only; O(1); 0 bytes.
/// </summary>
public sealed class SelfTrades
{
    private readonly OwnOrders _own;
    private readonly SelfTradeMode[] _modes; // By instrument.

    internal SelfTrades(RiskSetup setup, OwnOrders own)
    {
        _own = own;
        _modes = new SelfTradeMode[setup.Instruments.Count];
        for (int i = 0; i < _modes.Length; i++)
        {
            _modes[i] = setup.Instruments[i].SelfTrade;
            HasActs |= _modes[i] > SelfTradeMode.CancelNew;
        }
    }

    /// <summary>Whether any instrument asks for more than a refusal.</summary>
    public bool HasActs { get; }

    /// <summary>
    /// While true the gate takes own orders for gone: their cancels go out before the order that is judged.
    /// </summary>
    public bool Overlooked
    {
        get => _own.IsOverlooked;
        set => _own.IsOverlooked = value;
    }

    /// <summary>The mode of an instrument; Off where there is none such.</summary>
    public SelfTradeMode ModeOf(int instrumentIndex) =>
        (uint)instrumentIndex < (uint)_modes.Length ? _modes[instrumentIndex] : SelfTradeMode.Off;

    /// <summary>
    /// Whether an order would meet one of our own of which we know the price. False also where there is no room for
    /// another price: the gate refuses then, whatever the mode.
    /// </summary>
    /// <param name="order">In an instrument whose mode is not Off.</param>
    public bool Meets(in EngineEvent order) => _own.HasRoomFor(in order) && _own.WouldTradeWithItself(in order, out _);

    /// <summary>Whether orders of two strategies in an instrument must not meet: one account, group or firm.</summary>
    public bool AreOne(ushort strategyIndex, ushort otherStrategyIndex, int instrumentIndex) =>
        _own.AreOne(strategyIndex, otherStrategyIndex, instrumentIndex);
}
