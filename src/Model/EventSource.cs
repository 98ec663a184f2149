namespace LowLatencyEngine.Model;

/// <summary>Who published an event. Journaled, so never renumbered.</summary>
public enum EventSource : byte
{
    None = 0,
    Feed = 1,
    Venue = 2,
    Clock = 3,
    Operator = 4,
    Engine = 5,
}
