using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// `duo` and `spread`: takes orders from the outbound ring to the FIX session, and reports from the session to the
/// inbound ring; polls the FIX sessions beside it, and in `duo` the WebSockets of feeds too, where they are polled.
/// Spins where it has a core of its own, else backs off. Allocates nothing while the sessions are up.
/// </summary>
internal sealed class VenueThread
{
    private const int BatchSlotsMax = 64;

    private readonly DecisionParts _parts;
    private readonly FixOrderGateway _gateway;
    private readonly EventPoller<EngineEvent> _outbound;
    private readonly PolledFeed[] _feeds;
    private readonly HotLane _lane;
    private readonly GatewaySink _sink;
    private readonly BackoffParkWait _idle = BackoffParkWait.ForSockets();

    public VenueThread(
        DecisionParts parts, GatewaySink sink, EventPoller<EngineEvent> outbound, TelemetryLane lane)
    {
        _sink = sink;
        _lane = new HotLane(lane, parts.Signals);
        _feeds = parts.Plan.Map == ThreadMap.Duo ? parts.PolledFeeds : [];
        _parts = parts;
        _gateway = parts.Gateway;
        _outbound = outbound;
        Thread = new HotThread("lle-venue", parts.Plan.VenueCore, Run);
    }

    /// <summary>The thread.</summary>
    public HotThread Thread { get; }

    private void Run()
    {
        try
        {
            var stage = new SendStage(_sink);
            int idleCount = 0;
            while (!Thread.IsStopRequested)
            {
                if (SendOrders(ref stage) | PollSockets())
                    idleCount = 0;
                else if (!_parts.Plan.VenueSpins)
                    _idle.Idle(idleCount++);

                _lane.Publish(_parts.Clock.NowNs);
            }

            GatewayFarewell.LogOut(_parts);
        }
        catch (Exception e)
        {
            _parts.Signals.ReportFailure(FailureKind.DecisionException, e.ToString());
        }
    }

    private bool SendOrders(ref SendStage stage)
    {
        int orderCount = _outbound.Poll(ref stage, BatchSlotsMax);
        if (orderCount == 0)
            return false;

        _gateway.Flush(); // Before anything is read: an order waits for no poll.
        _lane.CountBatch(orderCount);
        return true;
    }

    private bool PollSockets()
    {
        bool hasMoved = false;
        foreach (PolledFeed feed in _feeds)
            hasMoved |= feed.Poll(_parts.Clock.NowNs);

        hasMoved |= _gateway.Poll(_parts.Clock.NowNs, _parts.Inbound);
        return _parts.SideSessions.Poll(_parts.Clock.NowNs, _parts.Inbound) || hasMoved;
    }

    private readonly struct SendStage(GatewaySink sink) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) => sink.Send(in slot);
    }
}
