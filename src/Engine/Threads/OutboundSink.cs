using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// `duo`: orders go into the outbound ring. They are journaled, so none is dropped: a full ring makes the decision
/// thread wait for the venue thread, which is counted; the message rate limit keeps it from coming to that.
/// </summary>
internal readonly struct OutboundSink(RingBuffer<EngineEvent> outbound) : IOrderSink
{
    public void Send(in EngineEvent output)
    {
        if (!outbound.WaitNext(1, out long sequence))
            return; // The engine stops: the order is in the journal and in doubt, as after a crash.

        outbound[sequence] = output;
        outbound.Publish(sequence);
    }
}
