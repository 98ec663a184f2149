namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>One message found in a log.</summary>
/// <param name="Bytes">As on the wire: fields end with SOH, whatever the log puts there.</param>
/// <param name="Line">Line of a text log, or number of the record of a binary one, from 1.</param>
/// <param name="IsCut">The log ends, or the next message begins, before its CheckSum(10).</param>
public sealed record LoggedMessage(byte[] Bytes, long Line, bool IsCut);
