using System;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>Whether a message comes from the right peer, in the right version, at about the right time.</summary>
internal sealed class HeaderCheck(FixSessionOptions options)
{
    private readonly byte[] _beginString = Encoding.ASCII.GetBytes(options.BeginString);
    private readonly byte[] _peerCompId = Encoding.ASCII.GetBytes(options.TargetCompId);
    private readonly byte[] _ownCompId = Encoding.ASCII.GetBytes(options.SenderCompId);

    /// <summary>BeginString(8) is the session's.</summary>
    public bool HasRightVersion(in FixMessage message) => Has(in message, FixTags.BeginString, _beginString);

    /// <summary>SenderCompID(49) and TargetCompID(56) are the session's, seen from the other side.</summary>
    public bool HasRightCompIds(in FixMessage message) =>
        !options.ChecksCompIds ||
        (Has(in message, FixTags.SenderCompID, _peerCompId) &&
            Has(in message, FixTags.TargetCompID, _ownCompId));

    /// <summary>SendingTime(52) is there and near enough to our clock.</summary>
    public bool HasRightTime(in FixMessage message, long nowNs)
    {
        if (options.SendingTimeToleranceNs == 0)
            return true;

        return message.TryGetTimestampNs(FixTags.SendingTime, out long sentNs) &&
            Math.Abs(nowNs - sentNs) <= options.SendingTimeToleranceNs;
    }

    private static bool Has(in FixMessage message, int tag, ReadOnlySpan<byte> expected) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) && value.SequenceEqual(expected);
}
