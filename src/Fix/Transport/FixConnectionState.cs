namespace LowLatencyEngine.Fix;

/// <summary>What a <see cref="FixConnection"/> has to do with its socket.</summary>
public enum FixConnectionState : byte
{
    /// <summary>No socket. The owner connects again or attaches one.</summary>
    Closed = 0,

    /// <summary>TCP is being set up.</summary>
    Connecting = 1,

    /// <summary>The socket carries the session.</summary>
    Open = 2,
}
