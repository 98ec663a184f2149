using System;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// One connection to a Binance market: decoder and one <see cref="BinanceDepthSync"/> per instrument. Streams are
/// named in the address, so nothing is ever sent; snapshots come by REST.
/// Source: Binance Spot API, USD-M and COIN-M Futures API: "WebSocket Streams", "How to manage a local order book
/// correctly".
/// </summary>
public sealed class BinanceProtocol : ISnapshotProtocol
{
    /// <summary>Events of a snapshot of 5,000 levels a side, the most that Binance gives.</summary>
    public const int SnapshotEventsMax = 2 * 5_000 / BookUpdate.LevelCountMax;

    private readonly BinanceStreams _streams;
    private readonly BinanceDecoder _decoder;
    private readonly BinanceDepthSync[] _syncs;
    private readonly FeedCounters _counters;
    private readonly FaultReporter _faults;

    /// <param name="symbols">Instruments carried.</param>
    /// <param name="streams">Which market, and which of its streams.</param>
    /// <param name="heldEventsMax">Most depth events that wait for a snapshot, per instrument.</param>
    /// <param name="counters">Where gaps and snapshots are counted.</param>
    /// <param name="faults">Told of gaps, overflows and old snapshots.</param>
    public BinanceProtocol(
        FeedSymbols symbols, BinanceStreams streams, int heldEventsMax, FeedCounters counters, FaultReporter faults)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentNullException.ThrowIfNull(streams);
        Symbols = symbols;
        _streams = streams;
        _decoder = new BinanceDecoder(symbols);
        _counters = counters;
        _faults = faults;
        _syncs = new BinanceDepthSync[symbols.Count];
        bool isSpot = streams.Market == BinanceMarket.Spot;
        for (int i = 0; i < _syncs.Length; i++)
            _syncs[i] = new BinanceDepthSync(symbols[i].Index, heldEventsMax) { SkipsSnapshotId = isSpot };

        Batch = new EventBatch(SnapshotEventsMax + heldEventsMax + symbols.Count + 1);
        Rules = streams.Rules;
    }

    /// <inheritdoc/>
    public FeedSymbols Symbols { get; }

    /// <inheritdoc/>
    public VenueRules Rules { get; }

    /// <inheritdoc/>
    public EventBatch Batch { get; }

    /// <inheritdoc/>
    public int EventsMax(int frameLengthBytes) => BinanceDecoder.EventsMax(frameLengthBytes) + 1;

    /// <inheritdoc/>
    public FeedState StateOf(int position) => _syncs[position].State;

    /// <inheritdoc/>
    public void OnConnecting(long timestampNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnConnecting(timestampNs, Batch);
    }

    /// <inheritdoc/>
    public void OnConnected(long timestampNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnConnected(timestampNs, Batch);
    }

    /// <inheritdoc/>
    public void OnDisconnected(long timestampNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnDisconnected(timestampNs, Batch);
    }

    /// <inheritdoc/>
    public void OnTick(long nowNs, long staleAfterNs)
    {
        foreach (BinanceDepthSync sync in _syncs)
            sync.OnTick(nowNs, staleAfterNs, Batch);
    }

    /// <inheritdoc/>
    public FrameVerdict OnFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        FrameVerdict verdict = _decoder.DecodeFrame(bytes, receiveTimestampNs, Batch, out BinanceFrame frame);
        if (verdict != FrameVerdict.Ok || frame.Kind != BinanceFrameKind.Depth)
            return verdict;

        if (Batch.Room == 0) // The sync may have to add a status.
        {
            Batch.TruncateTo(frame.FirstEvent);
            return FrameVerdict.NoRoom;
        }

        DepthVerdict depthVerdict = _syncs[Symbols.FindByIndex(frame.InstrumentIndex)].OnDepth(in frame, Batch);
        if (depthVerdict is DepthVerdict.Gap or DepthVerdict.Overflow)
            TellBroken(depthVerdict, in frame, receiveTimestampNs);

        return verdict;
    }

    /// <inheritdoc/>
    public bool TryTakeRequest(out ReadOnlyMemory<byte> text)
    {
        text = default;
        return false;
    }

    /// <inheritdoc/>
    public Uri StreamUri(Uri webSocketBase) => _streams.StreamUri(webSocketBase, Symbols);

    /// <inheritdoc/>
    public bool WantsSnapshot(int position) => _syncs[position].WantsSnapshot;

    /// <inheritdoc/>
    public FrameVerdict OnSnapshot(ReadOnlySpan<byte> bytes, int position, long receiveTimestampNs)
    {
        BinanceDepthSync sync = _syncs[position];
        int countBefore = Batch.Count;
        FrameVerdict verdict =
            _decoder.DecodeSnapshot(bytes, Symbols[position], receiveTimestampNs, Batch, out BinanceFrame frame);
        if (verdict == FrameVerdict.Ok && Batch.Room <= sync.HeldEventCount)
        {
            Batch.TruncateTo(countBefore);
            verdict = FrameVerdict.NoRoom;
        }

        if (verdict != FrameVerdict.Ok)
            return verdict;

        DepthVerdict depthVerdict = sync.OnSnapshot(in frame, Batch);
        if (depthVerdict == DepthVerdict.Applied)
            _counters.AddSnapshot();
        else if (depthVerdict == DepthVerdict.SnapshotTooOld)
            TellTooOld(in frame, receiveTimestampNs);

        return verdict;
    }

    /// <inheritdoc/>
    public Uri SnapshotUri(Uri restBase, int position) => _streams.SnapshotUri(restBase, Symbols, position);

    /// <inheritdoc/>
    public int FindSnapshotPosition(ReadOnlySpan<byte> bytes, string? address)
    {
        if (address is not null)
            return FindAddressed(address);

        return bytes.IndexOf("lastUpdateId"u8) >= 0 ? FindWaiting() : -1;
    }

    private int FindAddressed(string address)
    {
        const string key = "/depth?symbol=";
        int begin = address.IndexOf(key, StringComparison.Ordinal);
        if (begin < 0)
            return -1;

        string symbol = address[(begin + key.Length)..].Split('&')[0];
        int position = Symbols.FindByName(Encoding.ASCII.GetBytes(symbol));
        return position >= 0 && WantsSnapshot(position) ? position : -1;
    }

    private int FindWaiting()
    {
        int waiting = -1;
        for (int i = 0; i < _syncs.Length; i++)
        {
            if (!_syncs[i].WantsSnapshot)
                continue;

            if (_syncs[i].HeldEventCount > 0)
                return i;

            waiting = waiting < 0 ? i : waiting;
        }

        return waiting;
    }

    private void TellTooOld(in BinanceFrame frame, long nowNs)
    {
        _counters.AddSnapshotFailure();
        if (_faults.IsDue(FeedFaultKind.SnapshotTooOld, FrameVerdict.None, nowNs))
        {
            _faults.Tell(FeedFaultKind.SnapshotTooOld, FrameVerdict.None, nowNs,
                $"snapshot ends before the held frames begin, another is fetched: lastUpdateId={frame.LastUpdateId}");
        }
    }

    private void TellBroken(DepthVerdict verdict, in BinanceFrame frame, long nowNs)
    {
        bool isGap = verdict == DepthVerdict.Gap;
        if (isGap)
            _counters.AddGap();
        else
            _counters.AddOverflow();

        FeedFaultKind kind = isGap ? FeedFaultKind.Gap : FeedFaultKind.HeldOverflow;
        if (_faults.IsDue(kind, FrameVerdict.None, nowNs))
        {
            _faults.Tell(kind, FrameVerdict.None, nowNs,
                $"depth resyncs: cause={verdict}, instrumentIndex={frame.InstrumentIndex}, U={frame.FirstUpdateId}");
        }
    }
}
