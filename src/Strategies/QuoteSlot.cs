using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>The one order of a quoting strategy on one side; empty while its id is 0.</summary>
internal struct QuoteSlot(OrderId orderId, long priceTicks)
{
    /// <summary>The order asked for.</summary>
    public readonly OrderId OrderId => orderId;

    /// <summary>Its limit price.</summary>
    public readonly long PriceTicks => priceTicks;

    /// <summary>Its cancel has been asked for; it may fill until a report says that it is closed.</summary>
    public bool IsCanceling { get; set; }

    public readonly bool IsOccupied => orderId.Value != 0;

    public readonly bool Holds(long id) => IsOccupied && orderId.Value == id;

    public readonly void AddTo(ref StateHash hash)
    {
        hash.Add(orderId.Value);
        hash.Add(priceTicks);
        hash.Add(IsCanceling ? 1L : 0L);
    }
}
