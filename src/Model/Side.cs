namespace LowLatencyEngine.Model;

/// <summary>
/// Side of an order, a level or the aggressor of a trade; its value is the sign of the position it makes.
/// </summary>
public enum Side : sbyte
{
    Sell = -1,
    None = 0,
    Buy = 1,
}
