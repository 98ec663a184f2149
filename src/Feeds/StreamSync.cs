using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// Sync of the books of one connection whose snapshots come in the stream: which book waits for one, what is to be
/// sent for it, what is told of it. A pure function of its calls. One thread at a time; allocates nothing after
/// construction but the text of a fault.
/// </summary>
/// <remarks>
/// <code>
///             OnConnected               OnSnapshot               Break: a gap, a wrong checksum
///   Closed ----------------> waiting -----------------> live ------------------------------------> waiting
///     ^                       |   ^ asked again where none      |  the whole connection silent: Stale,
///     |                       |   | comes for 10 seconds        |  the next frame of any kind: Live
///     +---- OnDisconnected ---+---+-----------------------------+
/// </code>
/// A quiet book is no stale book here: these venues send a heartbeat every second, and the order of one connection
/// keeps what is quiet right.
/// </remarks>
internal sealed class StreamSync
{
    private const long RenewalTimeoutNs = 10_000_000_000;

    private readonly BookStates _states;
    private readonly StreamSubscriptions _subscriptions;
    private readonly bool[] _isLive;
    private readonly bool[] _isRenewalDue;
    private readonly long[] _askedTimestampsNs; // When a waiting book's snapshot was asked for.
    private int _renewalDueCount;
    private int _renewalPosition;
    private int _renewalText;   // Next text of the renewal under way.
    private int _connectedText; // Next of the texts that a new connection starts with.
    private bool _isConnected;
    private bool _isSilent;
    private long _lastFrameTimestampNs;

    public StreamSync(FeedSymbols symbols, StreamSubscriptions subscriptions, BookStates states)
    {
        _states = states;
        _subscriptions = subscriptions;
        _isLive = new bool[symbols.Count];
        _isRenewalDue = new bool[symbols.Count];
        _askedTimestampsNs = new long[symbols.Count];
        _connectedText = subscriptions.OnConnected.Count;
    }

    /// <summary>State last told for the instrument in place <paramref name="position"/>.</summary>
    public FeedState StateOf(int position) => _states[position];

    /// <summary>The book of the instrument in place <paramref name="position"/> is the venue's.</summary>
    public bool IsLive(int position) => _isLive[position];

    public void OnConnecting(long timestampNs) => _states.TellAll(FeedState.Connecting, timestampNs);

    /// <summary>All subscriptions are due, and every book waits for its snapshot.</summary>
    public void OnConnected(long timestampNs)
    {
        Forget();
        _connectedText = 0;
        Array.Fill(_askedTimestampsNs, timestampNs);
        _isConnected = true;
        _isSilent = false;
        _lastFrameTimestampNs = timestampNs;
        _states.TellAll(FeedState.Syncing, timestampNs);
    }

    public void OnDisconnected(long timestampNs)
    {
        Forget();
        _isConnected = false;
        _states.TellAll(FeedState.Disconnected, timestampNs);
    }

    /// <summary>Any frame at all: the connection lives, and with it what was stale.</summary>
    public void OnFrame(long timestampNs)
    {
        _lastFrameTimestampNs = timestampNs;
        if (!_isSilent)
            return;

        _isSilent = false;
        for (int i = 0; i < _isLive.Length; i++)
            _states.OnApplied(i, timestampNs);
    }

    /// <summary>Asks again where a snapshot does not come; tells Stale where nothing comes at all.</summary>
    public void OnTick(long nowNs, long staleAfterNs)
    {
        if (!_isConnected)
            return;

        for (int i = 0; i < _isLive.Length; i++)
        {
            if (!_isLive[i] && nowNs - _askedTimestampsNs[i] > RenewalTimeoutNs)
                Ask(i, nowNs);
        }

        if (nowNs - _lastFrameTimestampNs > staleAfterNs)
        {
            _isSilent = true;
            _states.OnTick(nowNs, staleAfterNs);
        }
    }

    /// <summary>A snapshot that the venue stands by is in the batch.</summary>
    public void OnSnapshot(int position, long timestampNs)
    {
        _isLive[position] = true;
        _states.TellLive(position, timestampNs);
    }

    /// <summary>What came does not continue a live book: it is unfit, and its snapshot is asked for.</summary>
    public void Break(int position, long expectedId, long receivedId, long timestampNs)
    {
        if (!_isLive[position])
            return;

        _isLive[position] = false;
        _states.TellGap(position, expectedId, receivedId, timestampNs);
        Ask(position, timestampNs);
    }

    /// <summary>Breaks every live book: nobody knows whose frame is missing.</summary>
    public void BreakAll(long expectedId, long receivedId, long timestampNs)
    {
        for (int i = 0; i < _isLive.Length; i++)
            Break(i, expectedId, receivedId, timestampNs);
    }

    /// <summary>The next text that is due on the wire.</summary>
    public bool TryTakeRequest(out ReadOnlyMemory<byte> text)
    {
        text = default;
        if (_connectedText < _subscriptions.OnConnected.Count)
        {
            text = _subscriptions.OnConnected[_connectedText++];
            return true;
        }

        if (_renewalDueCount == 0)
            return false;

        if (_renewalText == 0)
            _renewalPosition = Array.IndexOf(_isRenewalDue, value: true);

        IReadOnlyList<ReadOnlyMemory<byte>> texts = _subscriptions.Renewals[_renewalPosition];
        text = texts[_renewalText++];
        if (_renewalText == texts.Count)
        {
            _renewalText = 0;
            _renewalDueCount--;
            _isRenewalDue[_renewalPosition] = false;
        }

        return true;
    }

    private void Ask(int position, long timestampNs)
    {
        _askedTimestampsNs[position] = timestampNs;
        if (_isRenewalDue[position])
            return;

        _isRenewalDue[position] = true;
        _renewalDueCount++;
    }

    private void Forget()
    {
        Array.Clear(_isLive);
        Array.Clear(_isRenewalDue);
        _renewalDueCount = 0;
        _renewalText = 0;
        _connectedText = _subscriptions.OnConnected.Count;
    }
}
