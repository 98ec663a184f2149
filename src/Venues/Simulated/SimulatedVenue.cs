using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated.Auctions;
using LowLatencyEngine.Venues.Simulated.MarketData;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// An exchange on loopback: market data over WebSocket and REST, orders over FIX 4.4, matched against the market it
/// plays. An ordinary .NET part: it allocates and blocks, so it runs in a process of its own, away from the engine.
/// </summary>
/// <remarks>
/// <code>
///  frames ──> conductor ──┬─> own book, matching ──reports──> FIX session ──> client
///                         └─> WebSocket subscribers                └──> own log
///  client ──> FIX thread ───> matching (one lock with the conductor)
/// </code>
/// </remarks>
public sealed class SimulatedVenue : IAsyncDisposable
{
    private readonly VenueCore _core;
    private readonly VenueLog _log;
    private readonly MarketDataServer _marketData;
    private readonly FixOrderServer _orders;
    private readonly QuoteServer? _quotes;
    private readonly DropCopyServer? _copies;
    private readonly Playback _playback;
    private readonly WireWriter _wire = new();
    private bool _isRunning;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The log cannot be written.</exception>
    public SimulatedVenue(SimulatedVenueOptions options)
    {
        var matching = new MatchingOptions
        {
            MakerFeePpm = options.MakerFeePpm,
            TakerFeePpm = options.TakerFeePpm,
            IdPrefix = options.Clock.NowNs.ToString("x", CultureInfo.InvariantCulture) + "-",
            RejectEveryNthOrder = options.Faults.RejectEveryNthOrder,
            BustFillAt = options.Faults.BustFillAt,
            Auctions = options.Auctions,
        };
        _core = new VenueCore(
            options.Instruments,
            new MatchingEngine(options.Instruments, matching, OnReport),
            new VenueGate(),
            new VenueCounters(),
            options.Clock);

        var desk = new SnapshotDesk(options.Instruments.Count, OwnBookOrNull);
        var names = new StreamNames();
        _log = new VenueLog(options.LogPath, options.Clock);
        _marketData = new MarketDataServer(options.Instruments, desk, names, options.MarketDataPort);
        _orders = new FixOrderServer(options, _core, _log, e => _playback!.Fail(e));
        _quotes = options.Quotes is { } quotes ? new QuoteServer(quotes, _core, e => _playback!.Fail(e)) : null;
        _copies = options.DropCopy is { } copies
            ? new DropCopyServer(options, copies, _core.Clock, e => _playback!.Fail(e))
            : null;
        _playback = new Playback(
            options.Playback, _core, _marketData, desk, new FaultyPublisher(_marketData, names, options.Faults));
    }

    /// <summary>Port of WebSocket and REST on 127.0.0.1; known after <see cref="StartAsync"/>.</summary>
    public int MarketDataPort => _marketData.Port;

    /// <summary>Port of FIX on 127.0.0.1; known after <see cref="StartAsync"/>.</summary>
    public int OrderPort => _orders.Port;

    /// <summary>Port of market data over FIX on 127.0.0.1; known after <see cref="StartAsync"/>; 0 for none.</summary>
    public int QuotePort => _quotes?.Port ?? 0;

    /// <summary>Port of the drop copy on 127.0.0.1; known after <see cref="StartAsync"/>; 0 for none.</summary>
    public int DropCopyPort => _copies?.Port ?? 0;

    /// <summary>Frames given to market data connections, each counted once a connection.</summary>
    public long FramesSent => _marketData.FramesSent;

    public VenueCounters Counters => _core.Counters;

    /// <summary>
    /// Completes when the last frame of the last pass has been sent; connections stay open until <see
    /// cref="StopAsync"/>. Fails with the cause if the source of frames or the venue fails; canceled by a stop.
    /// </summary>
    public Task EndOfData => _playback.Ended;

    /// <summary>Connections that take market data now.</summary>
    public int SubscriberCount => _marketData.SubscriberCount;

    /// <summary>Binds the ports and begins to play.</summary>
    /// <exception cref="IOException">A port is taken; the message says which and what to do. Nothing is left
    /// running.</exception>
    public async Task StartAsync()
    {
        await _marketData.StartAsync();
        _isRunning = true;
        try
        {
            _orders.Start();
            _quotes?.Start();
            _copies?.Start();
        }
        catch (IOException)
        {
            await _marketData.StopAsync();
            _orders.Stop();
            _quotes?.Stop();
            _isRunning = false;
            throw;
        }

        _playback.Start();
    }

    /// <summary>The state of the venue's own book of an instrument.</summary>
    public VenueBookState BookState(int instrumentIndex)
    {
        using (_core.Gate.EnterUrgent())
            return VenueBookState.Of(_core.Matching.BookOf(instrumentIndex));
    }

    /// <summary>
    /// Begins a phase, whatever the clock says; a call that is on ends with its auction. Clients are told. Any thread.
    /// </summary>
    /// <returns>False where the venue has no auctions.</returns>
    public bool TryBegin(VenuePhase phase)
    {
        if (!_core.Matching.HasAuctions)
            return false;

        using (_core.Gate.EnterUrgent())
            _core.Matching.Begin(phase, _core.Clock.NowNs);

        return true;
    }

    /// <summary>
    /// Stops the playback, logs the client out, cuts all connections and frees the ports. Idempotent.
    /// </summary>
    public async Task StopAsync()
    {
        if (!_isRunning)
            return;

        _isRunning = false;
        _playback.Stop();
        await _marketData.StopAsync(); // Frees a conductor that waits for a slow reader.
        _playback.Join();
        _orders.Stop();
        _quotes?.Stop();
        _copies?.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _marketData.DisposeAsync();
        _playback.Dispose();
        _orders.Dispose();
        _quotes?.Dispose();
        _copies?.Dispose();
        _log.Dispose();
    }

    private void OnReport(VenueReport report)
    {
        _orders.OnReport(report);
        _copies?.OnReport(report);
    }

    private byte[]? OwnBookOrNull(int instrumentIndex)
    {
        using (_core.Gate.EnterUrgent())
        {
            Instrument instrument = _core.Instruments[instrumentIndex];
            VenueBook book = _core.Matching.BookOf(instrumentIndex);
            return book.IsOpen
                ? _wire.Snapshot(instrument, book.LastUpdateId, book.Bids.Recorded, book.Asks.Recorded)
                : null;
        }
    }
}
