namespace LowLatencyEngine.Venues.Tracing;

/// <summary>What is asked of an order and not answered yet; a cancel outranks a replace.</summary>
public enum PendingKind : byte
{
    None = 0,
    Replace = 1,
    Cancel = 2,
}
