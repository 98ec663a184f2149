using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>
/// Decision thread: books, averages, bars and fitness follow the market; what closed bars made known goes into the
/// outbox, to be journaled.
/// </summary>
internal readonly struct AnalysisStage(DecisionState state) : IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        state.Analysis.OnEvent(in slot);
        state.Analysis.WriteFacts(state.Outbox, in slot);
    }
}
