using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Supply and demand zones: a base of 1 to 6 quiet bars (body at most half the range, or range at most 0.8 ATR) that
/// price leaves within 3 bars by at least 1.5 ATR. Demand: from the highest body of the base down to the lowest low of
/// base and departure; supply mirrored. Known at the close that left; merged with an older zone of the side that it
/// overlaps by more than half; lives by <see cref="ZoneTable"/>, with touches counted. O(1), 0 bytes. The rule is this
/// project's.
/// </summary>
public sealed class SupplyDemandZones
{
    private SupplyDemandSide _demand;
    private SupplyDemandSide _supply;

    /// <param name="capacity">Zones kept a side.</param>
    /// <param name="ageBarsMax">Bars after which a zone is forgotten.</param>
    public SupplyDemandZones(int capacity = 64, int ageBarsMax = 2_000)
    {
        var rules = new ZoneRules { Capacity = capacity, AgeBarsMax = ageBarsMax, CountsTouches = true };
        _demand = new SupplyDemandSide(1, rules);
        _supply = new SupplyDemandSide(-1, rules);
    }

    /// <summary>Live zones, seen from their side: +1 demand, -1 supply.</summary>
    public ZoneTable Live(int sign) => sign > 0 ? _demand.Zones : _supply.Zones;

    /// <summary>
    /// Freshness of a zone, the part of its strength that changes: 1 untouched, then 0.5, 0.25, 0 by touches.
    /// </summary>
    public static double FreshnessOf(in Zone zone) => zone.TouchCount switch
    {
        0 => 1,
        1 => 0.5,
        2 => 0.25,
        _ => 0,
    };

    /// <summary>Takes the last bar, after structure and context have.</summary>
    public void Update(BarWindow bars, MarketStructure structure, PriceContext context, PriceEventBuffer output)
    {
        _demand.Update(bars, structure, context, output);
        _supply.Update(bars, structure, context, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _demand.Transfer(ref state);
        _supply.Transfer(ref state);
    }
}
