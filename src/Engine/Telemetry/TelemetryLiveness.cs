namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>What a telemetry file tells about the engine that writes it.</summary>
public enum TelemetryLiveness
{
    None = 0,

    /// <summary>The process is there and its heartbeat is fresh.</summary>
    Live = 1,

    /// <summary>
    /// The process is there, but its heartbeat is older than <see cref="TelemetryReader.HeartbeatAgeNsMax"/>.
    /// </summary>
    Stalled = 2,

    /// <summary>It stopped in good order; the figures are its last.</summary>
    Stopped = 3,

    /// <summary>The process is gone without having said so.</summary>
    Dead = 4,
}
