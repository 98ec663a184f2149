using System;
using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Risk;

/// <summary>A number for each <see cref="LimitId"/> of one scope: up to there nothing is to be done.</summary>
[InlineArray(LimitTable.SlotCount)]
internal struct LimitRow
{
    private long _first;
}

/// <summary>
/// The limits of a scope that its sums are held to, side by side as the sums are. Made anew with each limit that is
/// set; no state. 72 bytes.
/// </summary>
internal struct LimitScreen
{
    private const long NsPerSecond = 1_000_000_000;
    private const long Off = 1L << 62; // Beyond every sum, and a difference to it never wraps.

    public ScopeSums Sums;   // In the unused place the limit of an order's value.
    public long RateAheadNs; // How far the order rate may run ahead.

    public static LimitScreen Of(in LimitRow limits, long ordersPerSecond)
    {
        LimitScreen screen = default;
        screen.Sums.CreditMicros = At(in limits, LimitId.Credit);
        screen.Sums.GrossMicros = At(in limits, LimitId.GrossExposure);
        screen.Sums.NetLongMicros = At(in limits, LimitId.NetExposure);
        screen.Sums.NetShortMicros = At(in limits, LimitId.NetExposure);
        screen.Sums.MarginMicros = At(in limits, LimitId.Margin);
        screen.Sums.WindowMicros = At(in limits, LimitId.WindowValue);
        screen.Sums.OpenOrderCount = At(in limits, LimitId.OpenOrders);
        screen.Sums.Unused = At(in limits, LimitId.OrderValue);
        screen.RateAheadNs = ordersPerSecond == LimitCell.Off
            ? Off
            : (ordersPerSecond - 1) * RateIntervalNs(ordersPerSecond);
        return screen;
    }

    /// <summary>Time between two orders at a limit of so many a second, rounded up; 0 where there is none.</summary>
    public static long RateIntervalNs(long ordersPerSecond) =>
        ordersPerSecond == LimitCell.Off ? 0 : (NsPerSecond + ordersPerSecond - 1) / Math.Max(1, ordersPerSecond);

    private static long At(in LimitRow limits, LimitId id) => Math.Min(limits[(int)id], Off);
}
