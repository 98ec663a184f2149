using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>Which types of order go with which times in force at a venue, as bits.</summary>
public static class OrderKinds
{
    internal const int TimesInForce = 8; // Room for each type.

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
}
