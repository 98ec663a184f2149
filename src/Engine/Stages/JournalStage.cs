using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>
/// Decision thread: the input first, then what it caused, so that a reader finds cause before effect.
/// </summary>
internal readonly struct JournalStage<TLog>(DecisionState state, TLog log) : IStage<EngineEvent>
    where TLog : struct, IRecordLog
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        log.Append(ref slot);
        for (int i = 0; i < state.Outbox.Count; i++)
            log.Append(ref state.Outbox[i]);
    }
}
