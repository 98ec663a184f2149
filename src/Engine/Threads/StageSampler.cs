using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Chooses one input in so many to be timed stage by stage: a stamp costs about 25 ns, half of what a whole stage does.
/// Decision thread only; 0 bytes.
/// </summary>
internal sealed class StageSampler(TelemetryWriter writer, int sampleEvery)
{
    private readonly LatencyHistogram _receive = writer.Histogram(LatencyKind.Receive);
    private readonly LatencyHistogram _journal = writer.Histogram(LatencyKind.Journal);
    private int _sinceLast;

    /// <summary>The input being worked on is one of those that are timed.</summary>
    public bool IsSampling { get; private set; }

    /// <summary>An input begins; how long ago it was received is recorded where it is timed.</summary>
    public void Begin(long nowNs, long receiveTimestampNs)
    {
        IsSampling = ++_sinceLast >= sampleEvery;
        if (!IsSampling)
            return;

        _sinceLast = 0;
        _receive.Record(nowNs - receiveTimestampNs);
    }

    /// <summary>One record went into the journal.</summary>
    public void Journaled(long tookNs) => _journal.Record(tookNs);
}
