namespace LowLatencyEngine.Fix;

/// <summary>What lies at the start of the bytes received.</summary>
public enum FrameVerdict : byte
{
    /// <summary>Not a whole message yet: read more.</summary>
    Incomplete = 0,

    /// <summary>One message, its length and checksum right.</summary>
    Message = 1,

    /// <summary>Bytes that are no message: step over them, do not count their MsgSeqNum.</summary>
    Garbled = 2,
}
