using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// Time as an input: published by the clock seam at a fixed pace, so that the decision thread never reads a clock.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct TimerDue
{
    [FieldOffset(0)] public long DueTimestampNs;
}
