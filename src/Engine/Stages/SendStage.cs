using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>Decision thread: hands on what goes to the broker, after its record is in the journal.</summary>
internal readonly struct SendStage<TSink>(DecisionState state, TSink sink) : IStage<EngineEvent>
    where TSink : struct, IOrderSink
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        foreach (ref readonly EngineEvent output in state.Outbox.Events)
        {
            if (output.IsSentToVenue())
                sink.Send(in output);
        }
    }
}
