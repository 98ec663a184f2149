using System;
using System.Diagnostics;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>Anomalies of the execution at hand, and how often each has been seen since start.</summary>
internal sealed class AnomalyLog
{
    private const int KindCount = 10; // One a bit of OrderAnomalies.

    private readonly long[] _counts = new long[KindCount];
    private OrderAnomalies _last;

    public OrderAnomalies Last => _last;

    /// <summary>Forgets the previous execution.</summary>
    public void Begin() => _last = OrderAnomalies.None;

    public void Note(OrderAnomalies anomaly)
    {
        _last |= anomaly;
        _counts[IndexOf(anomaly)]++;
    }

    public long Count(OrderAnomalies anomaly) => _counts[IndexOf(anomaly)];

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _last);
        state.Values(_counts.AsSpan());
    }

    private static int IndexOf(OrderAnomalies anomaly)
    {
        Debug.Assert(BitOperations.PopCount((uint)anomaly) == 1, "one anomaly at a time");
        return BitOperations.TrailingZeroCount((uint)anomaly);
    }
}
