using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.Decision;

/// <summary>
/// Plays a tape into an engine: its opening once, the rest round and round. One thread; 0 bytes.
/// </summary>
internal sealed class TapePlayer(BenchEngine engine, EngineEvent[] tape, int loopStart)
{
    private EngineEvent _input;
    private int _next;

    /// <summary>Brings the feed up and plays one round, so that every path has been compiled.</summary>
    public void Open()
    {
        for (int i = 0; i < tape.Length; i++)
            Play(i + 1);
    }

    /// <summary>The next event, received at <paramref name="timestampNs"/>, and all that follows from it.</summary>
    public void Play(long timestampNs)
    {
        Decide(timestampNs);
        engine.Settle();
    }

    /// <summary>
    /// Events at fixed intervals of the clock; none is left out when the engine is late. An event's latency is counted
    /// from when it should have arrived to when its orders are in the outbound ring; the time its decision keeps the
    /// thread is recorded beside it. The broker's answers take the thread too, and make later events wait.
    /// </summary>
    public void PlayAtRate(int eventCount, double intervalNs, LatencyHistogram latencies, LatencyHistogram onThread)
    {
        long startNs = Ticks.NowNs;
        for (int i = 0; i < eventCount; i++)
        {
            long intendedNs = startNs + (long)(i * intervalNs);
            long begunNs = Ticks.NowNs;
            while (begunNs < intendedNs)
                begunNs = Ticks.NowNs; // The event has not arrived yet.

            Decide(intendedNs);
            long endedNs = Ticks.NowNs;
            engine.Settle();
            latencies.Record(endedNs - intendedNs);
            onThread.Record(endedNs - begunNs);
        }
    }

    private void Decide(long timestampNs)
    {
        _input = tape[_next];
        _input.ReceiveTimestampNs = timestampNs;
        engine.Decide(ref _input);
        _next = _next + 1 < tape.Length ? _next + 1 : loopStart;
    }
}
