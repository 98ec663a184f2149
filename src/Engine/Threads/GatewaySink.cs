using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Hands an order to the FIX session once its record is kept. Runs on the gateway's thread: the decision thread in
/// `inline`, the venue thread in `duo`.
/// </summary>
internal readonly struct GatewaySink(DecisionParts parts, LatencyHistogram encode) : IOrderSink
{
    private readonly FixOrderGateway _gateway = parts.Gateway;
    private readonly DurableGate _gate = parts.Gate;
    private readonly IClock _clock = parts.Clock;
    private readonly RingBuffer<EngineEvent> _inbound = parts.Inbound;

    public void Send(in EngineEvent output)
    {
        if (!_gate.Pass(output.Sequence))
            return; // The record is lost with the disk, so the order must not exist.

        // A broker that does not read makes the session busy, until it reads on or the session's own timeout ends it.
        long startNs = _clock.NowNs;
        while (_gateway.Send(in output, startNs) == SendVerdict.Busy)
        {
            _gateway.Poll(_clock.NowNs, _inbound);
            startNs = _clock.NowNs;
        }

        encode.Record(_clock.NowNs - startNs);
    }
}
