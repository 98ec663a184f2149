using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// What all fills came to, by instrument. Orders with a PositionEffect(77) move what is long or what is short; those
/// without net. Under the venue's lock.
/// </summary>
internal sealed class VenueLegs(int instrumentCount)
{
    private readonly long[] _netLots = new long[instrumentCount];
    private readonly long[] _longLots = new long[instrumentCount];
    private readonly long[] _shortLots = new long[instrumentCount];

    /// <summary>Lots held long; what nets is added to the side where it lies.</summary>
    public long LongLots(int instrument) => _longLots[instrument] + long.Max(0, _netLots[instrument]);

    /// <summary>Lots held short, likewise.</summary>
    public long ShortLots(int instrument) => _shortLots[instrument] + long.Max(0, -_netLots[instrument]);

    /// <summary>Lots of the leg that an order of this side closes.</summary>
    public long ClosableLots(int instrument, Side side) =>
        side == Side.Sell ? _longLots[instrument] : _shortLots[instrument];

    /// <summary>Books a fill of an order, or takes it back where the lots are below zero.</summary>
    public void Fill(VenueOrder order, long lots)
    {
        int instrument = order.Instrument.Index;
        bool isBuy = order.Side == Side.Buy;
        if (order.Request.Effect == PositionEffect.None)
            _netLots[instrument] += isBuy ? lots : -lots;
        else if (order.Request.Effect == PositionEffect.Open)
            (isBuy ? ref _longLots[instrument] : ref _shortLots[instrument]) += lots;
        else
            (isBuy ? ref _shortLots[instrument] : ref _longLots[instrument]) -= lots;
    }
}
