using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Volume weighted average price that begins anew with every session, and bands of its volume weighted deviation. O(1).
/// None (NaN) until the session has volume; flat input gives bands of no width.
/// </summary>
/// <remarks>
/// Sessions follow each other without gaps: one begins at <c>offsetNs</c> after the Unix epoch and every
/// <c>lengthNs</c> before and after it; a bar belongs to the one in which it opens.
/// </remarks>
public struct SessionVwap : IBarStatistic<VwapBandsValue>
{
    private readonly long _lengthNs;
    private readonly long _offsetNs;
    private readonly double _deviations;
    private VwapPart _prices;
    private long _session = long.MinValue;

    /// <param name="lengthNs">Of a session; above 0: a day for daily VWAP.</param>
    /// <param name="offsetNs">Where one session begins, since the Unix epoch: 0 for midnight UTC.</param>
    /// <param name="deviations">From the line to each band; not negative.</param>
    public SessionVwap(long lengthNs, long offsetNs, double deviations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lengthNs, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(deviations);
        _lengthNs = lengthNs;
        _offsetNs = offsetNs;
        _deviations = deviations;
    }

    public readonly int WarmUpCount => 1;

    public VwapBandsValue Next(in Bar bar)
    {
        long sinceNs = bar.OpenTimestampNs - _offsetNs;
        long session = Math.DivRem(sinceNs, _lengthNs, out long restNs) - (restNs < 0 ? 1 : 0);
        if (session != _session)
        {
            _session = session;
            _prices = default;
        }

        _prices.Add(in bar);
        return _prices.Bands(_deviations);
    }

    public void Transfer(ref StateTransfer state)
    {
        _prices.Transfer(ref state);
        state.Value(ref _session);
    }
}
