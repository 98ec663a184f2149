using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>State of the session to the broker. Only <see cref="VenueState.Ready"/> lets orders through.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct VenueStatus
{
    [FieldOffset(0)] public VenueState State;
    [FieldOffset(8)] public long MsgSeqNum; // MsgSeqNum(34) up to which everything has been received.
}

/// <summary>State of a session as the decision thread sees it. Journaled, so never renumbered.</summary>
public enum VenueState : byte
{
    None = 0,
    Disconnected = 1,
    LoggedOn = 2,
    Ready = 3,
}
