using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>
/// Decision thread: strategies learn what became of their orders, then see the event; their wishes go into the outbox.
/// </summary>
internal readonly struct StrategyStage(DecisionState state) : IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        for (int i = 0; i < state.Reports.Count; i++)
            state.Strategies.OnOrderReport(in state.Reports[i], in slot);

        state.Reports.Clear();
        state.Strategies.OnEvent(in slot);
    }
}
