namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Where the mapped figures of a running engine lie; readers find them by the journal's folder in any case.
/// </summary>
/// <param name="Path">An absolute folder; null for the journal's own.</param>
/// <param name="IsRequired">Whether the engine may not start without it.</param>
public sealed record TelemetryFolder(string? Path, bool IsRequired)
{
    private const string MemoryFileSystem = "/dev/shm";

    /// <summary>The system's memory file system, or the journal's folder where there is none with room.</summary>
    public static TelemetryFolder Memory { get; } = new(MemoryFileSystem, IsRequired: false);

    /// <summary>The journal's own folder.</summary>
    public static TelemetryFolder Journal { get; } = new(Path: null, IsRequired: false);

    /// <summary>Reads `telemetry.folder`: "memory", "journal" or a folder.</summary>
    internal static TelemetryFolder Read(ConfigurationReader reader)
    {
        string folder = reader.Text("telemetry.folder", "memory");
        return folder switch
        {
            "" or "memory" => Memory, // An empty text has been refused.
            "journal" => Journal,
            _ => new TelemetryFolder(System.IO.Path.GetFullPath(folder), IsRequired: true),
        };
    }
}
