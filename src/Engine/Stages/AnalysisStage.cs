using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>Decision thread: books, averages and fitness follow the market.</summary>
internal readonly struct AnalysisStage(DecisionState state) : IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) => state.Analysis.OnEvent(in slot);
}
