using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>Which types of order go with which times in force at a venue, as bits.</summary>
/// <remarks>
/// <code>
///                              Day  GTC/GTD  IOC  FOK  opening/close
///   Market                      x      -      x    x        x
///   Limit                       x      x      x    x        x
///   Stop, StopLimit, touched    x      x      x    x        -      IOC and FOK count from the trigger
///   MarketToLimit               x      x      -    -        x      what is left rests
/// </code>
/// </remarks>
public static class OrderKinds
{
    /// <summary>What every venue takes: market and limit orders, with every time in force that is older than this
    /// table.</summary>
    public const long Plain = (PlainTimes << ((int)OrderType.Market * TimesInForce)) |
        (PlainTimes << ((int)OrderType.Limit * TimesInForce));

    internal const int TimesInForce = 8; // Room for each type.
    private const long PlainTimes = 0b1_1111;

    /// <summary>Bit of one combination.</summary>
    public static long Of(OrderType type, TimeInForce timeInForce) =>
        1L << (((int)type * TimesInForce) + (int)timeInForce);

    /// <summary>Bits of every combination of the lists.</summary>
    public static long Of(IReadOnlyList<OrderType> types, IReadOnlyList<TimeInForce> timesInForce)
    {
        long kinds = 0;
        foreach (OrderType type in types)
        {
            foreach (TimeInForce timeInForce in timesInForce)
                kinds |= Of(type, timeInForce);
        }

        return kinds;
    }

    /// <summary>The same without those combinations that mean nothing anywhere.</summary>
    public static long OfValid(IReadOnlyList<OrderType> types, IReadOnlyList<TimeInForce> timesInForce)
    {
        long kinds = 0;
        foreach (OrderType type in types)
        {
            foreach (TimeInForce timeInForce in timesInForce)
                kinds |= IsValid(type, timeInForce) ? Of(type, timeInForce) : 0;
        }

        return kinds;
    }

    /// <summary>Whether a combination means anything, at whatever venue.</summary>
    public static bool IsValid(OrderType type, TimeInForce timeInForce)
    {
        if (type is OrderType.None or > OrderType.LimitIfTouched ||
            timeInForce is TimeInForce.None or > TimeInForce.AtTheClose)
            return false;

        bool isDated = timeInForce is TimeInForce.GoodTillCancel or TimeInForce.GoodTillDate;
        bool isAtOnce = timeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        return type switch
        {
            OrderType.Market => !isDated,
            OrderType.MarketToLimit => !isAtOnce,
            _ => !(type.HasTrigger() && timeInForce.IsOfAuction()),
        };
    }
}
