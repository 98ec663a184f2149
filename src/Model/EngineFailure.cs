using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>Why the decision thread stopped. The full text goes to the log; the record keeps what fits.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct EngineFailure
{
    [FieldOffset(0)] public FailureKind Kind;
    [FieldOffset(8)] public long CauseSequence; // Journal sequence of the input that was being worked on.
}

/// <summary>What failed. Journaled, so never renumbered.</summary>
public enum FailureKind : byte
{
    None = 0,
    DecisionException = 1,
    JournalWrite = 2,
    OutboxOverflow = 3,
}
