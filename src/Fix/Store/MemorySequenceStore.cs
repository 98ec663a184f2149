namespace LowLatencyEngine.Fix;

/// <summary>Numbers that end with the process: for sessions that reset at every logon, and for tests.</summary>
public sealed class MemorySequenceStore : IFixSequenceStore
{
    public long NextOutgoing { get; set; } = 1;

    public long NextIncoming { get; set; } = 1;

    public long SessionStartNs { get; set; }
}
