using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// First event of every life of the engine: what was open is in doubt, every feed is unfit until it says otherwise.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct EngineStart
{
    [FieldOffset(0)] public long OrderIdBase;        // First ClOrdID(11) of a new journal; ignored in later lives.
    [FieldOffset(8)] public long ConfigurationHash;  // Of the configuration that decides: a replay refuses another.
    [FieldOffset(16)] public long StartCount;        // 1 in the first life of a journal.
    [FieldOffset(24)] public long OrderIdFloor;      // ClOrdIDs(11) of this life are not lower; 0 in older journals.
}
