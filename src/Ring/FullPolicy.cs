namespace LowLatencyEngine.Ring;

/// <summary>What a producer does when the ring has no room. Named for each source in the configuration.</summary>
public enum FullPolicy : byte
{
    None = 0,

    /// <summary>Wait until there is room: for what must not be lost, such as execution reports and commands.</summary>
    Wait = 1,

    /// <summary>Refuse at once: the caller leaves its socket unread, or denies the order.</summary>
    Refuse = 2,
}

/// <summary>Outcome of <see cref="RingBuffer{T}.TryPublish(in T, FullPolicy)"/>.</summary>
public enum PublishVerdict : byte
{
    None = 0,
    Published = 1,

    /// <summary>No room; only by <see cref="FullPolicy.Refuse"/>. Nothing was published.</summary>
    RefusedFull = 2,

    /// <summary>The ring was halted. Nothing was published.</summary>
    RefusedHalted = 3,
}
