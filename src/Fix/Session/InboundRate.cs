namespace LowLatencyEngine.Fix;

/// <summary>
/// Bounds how many messages are taken in one second, so that a peer gone wild costs its own session time and nobody
/// else's. What is too much stays unread, with the kernel and then with the peer.
/// </summary>
internal sealed class InboundRate(int messagesPerSecondMax)
{
    private const long NsPerSecond = 1_000_000_000;

    private long _windowStartNs;
    private int _count;

    public bool HasRoom(long nowNs)
    {
        if (messagesPerSecondMax == 0)
            return true;

        if (nowNs - _windowStartNs >= NsPerSecond)
        {
            _windowStartNs = nowNs;
            _count = 0;
        }

        return _count < messagesPerSecondMax;
    }

    public void Count() => _count++;
}
