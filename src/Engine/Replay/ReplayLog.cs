using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Replay;

/// <summary>Records are compared with the journal instead of being written into it.</summary>
internal readonly struct ReplayLog(ReplayCursor cursor) : IRecordLog
{
    public long NextSequence => cursor.NextSequence;

    public void Append(ref EngineEvent record) => cursor.Take(ref record);
}

/// <summary>A replay sends nothing.</summary>
internal readonly struct NoSink : IOrderSink
{
    public void Send(in EngineEvent output)
    {
        // The order left, or did not, in the life that is being replayed.
    }
}
