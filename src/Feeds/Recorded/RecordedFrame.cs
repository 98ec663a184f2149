using System;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>One line of a recording.</summary>
/// <param name="ReceiveTimestampNs">When the recorder received it, ns since the Unix epoch.</param>
/// <param name="Bytes">The message as received; valid until the next line is read.</param>
/// <param name="LineNumber">From 1.</param>
public readonly record struct RecordedFrame(long ReceiveTimestampNs, ReadOnlyMemory<byte> Bytes, long LineNumber)
{
    /// <summary>What the line is.</summary>
    public RecordedKind Kind { get; init; } = RecordedKind.Message;

    /// <summary>
    /// Index of the connection in the file's list; 0 in a format that does not tell connections apart.
    /// </summary>
    public int Connection { get; init; }

    /// <summary>Where it came from or went to, where the format says so: of an answer and a connection.</summary>
    public string? Address { get; init; }
}

/// <summary>Kinds of lines in a recording.</summary>
public enum RecordedKind : byte
{
    None = 0,

    /// <summary>A message of the stream, or, in a format that does not tell them apart, a REST answer.</summary>
    Message = 1,

    /// <summary>The body of a REST answer.</summary>
    Answer = 2,

    /// <summary>A connection was made.</summary>
    Connected = 3,

    /// <summary>A text that the recorder sent.</summary>
    Sent = 4,

    /// <summary>About the recording itself.</summary>
    Header = 5,
}
