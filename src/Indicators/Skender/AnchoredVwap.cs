using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A volume weighted average price and bands around it.</summary>
public readonly record struct VwapBandsValue(double Vwap, double Upper, double Lower);

/// <summary>
/// Volume weighted average price of the bars that open at an instant or later, and bands of its volume weighted
/// deviation. O(1). None (NaN) before the anchor and until there is volume; flat input gives bands of no width.
/// </summary>
public struct AnchoredVwap : IBarStatistic<VwapBandsValue>
{
    private readonly long _anchorTimestampNs;
    private readonly double _deviations;
    private VwapPart _prices;

    /// <param name="anchorTimestampNs">Nanoseconds since the Unix epoch.</param>
    /// <param name="deviations">From the line to each band; not negative.</param>
    public AnchoredVwap(long anchorTimestampNs, double deviations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviations);
        _anchorTimestampNs = anchorTimestampNs;
        _deviations = deviations;
    }

    /// <summary>The least; the anchor ends it.</summary>
    public readonly int WarmUpCount => 1;

    public VwapBandsValue Next(in Bar bar)
    {
        if (bar.OpenTimestampNs >= _anchorTimestampNs)
            _prices.Add(in bar);

        return _prices.Bands(_deviations);
    }

    public void Transfer(ref StateTransfer state) => _prices.Transfer(ref state);
}
