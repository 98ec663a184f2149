namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>Which way a logged message went. Written to files, so never renumbered.</summary>
public enum MessageDirection : byte
{
    None = 0,
    Received = 1,
    Sent = 2,
}
