using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Hands an order to the FIX session once its record is kept. Runs on the gateway's thread: the decision thread in
/// `inline`, the venue thread in `duo`.
/// </summary>
internal readonly struct GatewaySink(
    FixOrderGateway gateway, DurableGate gate, IClock clock, RingBuffer<EngineEvent> inbound) : IOrderSink
{
    public void Send(in EngineEvent output)
    {
        if (!gate.Pass(output.Sequence))
            return; // The record is lost with the disk, so the order must not exist.

        // A broker that does not read makes the session busy, until it reads on or the session's own timeout ends it.
        while (gateway.Send(in output, clock.NowNs) == SendVerdict.Busy)
            gateway.Poll(clock.NowNs, inbound);
    }
}
