using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>Events that the engine itself publishes: starts, timers, commands.</summary>
public static class EngineEvents
{
    /// <summary>Fills in the header of an event that means no instrument, everything else zero.</summary>
    public static ref EngineEvent Begin(ref EngineEvent slot, EventKind kind, EventSource source, long nowNs)
    {
        slot = default;
        slot.Kind = kind;
        slot.Source = source;
        slot.Flags = EventFlags.EndOfMessage;
        slot.SchemaVersion = EngineEvent.CurrentSchemaVersion;
        slot.InstrumentIndex = -1;
        slot.ReceiveTimestampNs = nowNs;
        return ref slot;
    }
}
