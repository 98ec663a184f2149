using System;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>One line of a recording.</summary>
/// <param name="ReceiveTimestampNs">When the recorder received it, ns since the Unix epoch.</param>
/// <param name="Bytes">The message as received; valid until the next line is read.</param>
/// <param name="LineNumber">From 1.</param>
public readonly record struct RecordedFrame(long ReceiveTimestampNs, ReadOnlyMemory<byte> Bytes, long LineNumber);
