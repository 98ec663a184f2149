using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// A TestRequest(1) after logon whose answer shows that the peer has nothing more to ask for: its ResendRequest, if it
/// misses something, comes before it answers. Source: FIX 4.4 Volume 2, "Logon" (test request before new messages are
/// sent).
/// </summary>
internal sealed class SyncProbe(FixSessionOptions options, AdminMessages admin)
{
    private bool _isPending;

    private static ReadOnlySpan<byte> TestReqId => "SYNC"u8;

    public bool IsDone => !_isPending;

    public void Clear() => _isPending = options.ConfirmsSynchronization;

    /// <summary>Sends it, or sends it again when a gap fill has covered the first.</summary>
    public void Send(long nowNs)
    {
        if (_isPending)
            admin.TestRequest(TestReqId, nowNs);
    }

    public void OnHeartbeat(in FixMessage message)
    {
        if (_isPending && message.TryGet(FixTags.TestReqID, out ReadOnlySpan<byte> id) && id.SequenceEqual(TestReqId))
            _isPending = false;
    }
}
