using System;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// `spread`: reads, decodes and publishes the market data of every WebSocket feed in turn, and nothing else. Spins
/// where it has a core of its own, else backs off. Allocates nothing while the connections are up.
/// </summary>
internal sealed class FeedThread
{
    private readonly DecisionParts _parts;
    private readonly PolledFeed[] _feeds;
    private readonly HotLane _lane;
    private readonly BackoffParkWait _idle = BackoffParkWait.ForSockets();

    public FeedThread(DecisionParts parts, TelemetryLane lane)
    {
        _parts = parts;
        _feeds = parts.PolledFeeds;
        _lane = new HotLane(lane, parts.Signals);
        Thread = new HotThread("lle-feed", parts.Plan.FeedCore, Run);
    }

    /// <summary>The thread.</summary>
    public HotThread Thread { get; }

    private void Run()
    {
        try
        {
            int idleCount = 0;
            while (!Thread.IsStopRequested)
            {
                long nowNs = _parts.Clock.NowNs;
                if (PollAll(nowNs))
                    idleCount = 0;
                else if (!_parts.Plan.FeedSpins)
                    _idle.Idle(idleCount++);

                _lane.Publish(nowNs);
            }
        }
        catch (Exception e)
        {
            _parts.Signals.ReportFailure(FailureKind.DecisionException, e.ToString());
        }
    }

    private bool PollAll(long nowNs)
    {
        bool hasMoved = false;
        foreach (PolledFeed feed in _feeds)
            hasMoved |= feed.Poll(nowNs);

        return hasMoved;
    }
}
