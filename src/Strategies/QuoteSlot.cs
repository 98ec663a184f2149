using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>The one order of a quoting strategy on one side; empty while its id is 0.</summary>
internal struct QuoteSlot(OrderId orderId, long priceTicks)
{
    private long _orderId = orderId.Value;
    private long _priceTicks = priceTicks;
    private bool _isCanceling;

    /// <summary>The order asked for.</summary>
    public readonly OrderId OrderId => new(_orderId);

    /// <summary>Its limit price.</summary>
    public readonly long PriceTicks => _priceTicks;

    /// <summary>Its cancel has been asked for; it may fill until a report says that it is closed.</summary>
    public bool IsCanceling
    {
        readonly get => _isCanceling;
        set => _isCanceling = value;
    }

    public readonly bool IsOccupied => _orderId != 0;

    public readonly bool Holds(long id) => IsOccupied && _orderId == id;

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _orderId);
        state.Value(ref _priceTicks);
        state.Value(ref _isCanceling);
    }
}
