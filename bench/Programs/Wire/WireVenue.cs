using System;
using System.Net;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.Wire;

/// <summary>
/// The engine's counterparty: sends a tick into the WebSocket, waits for the order that this very tick causes on the
/// FIX session, fills it, and goes on. One thread that spins on a core of its own; 0 bytes while it measures.
/// </summary>
internal sealed class WireVenue : IDisposable
{
    private const long BidTicks = 6_000_000;
    private const int PriceCount = 16;
    private const int HalfSpreadTicks = 100; // As in wire.json.
    private const long FirstUpdateId = 100_000_000_000;
    private const long PatienceNs = 500_000_000;
    private const long OpeningIntervalNs = 2_000_000;
    private const int WarmUpTrips = 2_000;
    private static readonly SystemClock Clock = new();

    private readonly TickFrame _ticker = TickFrame.Ticker();
    private readonly TickFrame _depth = TickFrame.Depth();
    private readonly FixListener _listener = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly FixConnection _fix = new(new FixSession(
        new FixSessionOptions { SenderCompId = "SIM", TargetCompId = "LLE" }, new MemorySequenceStore()));

    private readonly MarketSocket _market;
    private readonly WireReports _reports;
    private readonly long[] _tripsNs;
    private readonly long _gapNs;
    private readonly bool _yields;
    private readonly BenchThread _thread;
    private readonly HotSection _section = new();
    private long _updateId = FirstUpdateId;
    private bool _isMeasured;
    private bool _isOver;

    /// <param name="core">Where it runs.</param>
    /// <param name="tripCount">Ticks that count.</param>
    /// <param name="gapNs">Quiet time after each order, in which the engine takes in its fill.</param>
    /// <param name="yields">Gives the core to others while it waits: a thread of the engine runs there too.</param>
    public WireVenue(int core, int tripCount, long gapNs, bool yields)
    {
        _tripsNs = new long[tripCount];
        _gapNs = gapNs;
        _yields = yields;
        _market = new MarketSocket(() => TickFrame.Snapshot(Volatile.Read(ref _updateId), BidTicks));
        _reports = new WireReports(_fix);
        _thread = new BenchThread("bench-venue", core, Run);
        _thread.Start();
    }

    public int MarketPort => _market.Port;

    public int OrderPort => _listener.EndPoint.Port;

    /// <summary>Ticks that caused no order in time; they are in no percentile.</summary>
    public int MissedCount { get; private set; }

    /// <summary>From a tick's send to its order's receipt, by length; after <see cref="IsMeasured"/>.</summary>
    public ReadOnlySpan<long> TripsNs => _tripsNs;

    /// <summary>What its thread allocated, and the collections meanwhile.</summary>
    public HotSection Section => _section;

    /// <summary>Bytes of a tick and of an order on the wire.</summary>
    public (int Tick, int Order) SizesBytes => (_ticker.Bytes.Length, _reports.OrderSizeBytes);

    public bool IsMeasured => Volatile.Read(ref _isMeasured); // Acquire: pairs with the release in Run.

    /// <summary>Ends its thread.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public void Stop()
    {
        Volatile.Write(ref _isOver, true); // Release: pairs with the acquire in Run.
        _thread.Join();
    }

    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        _market.Dispose();
        _fix.Dispose();
        _listener.Dispose();
    }

    private bool IsOver => Volatile.Read(ref _isOver); // Acquire: pairs with the release in Stop.

    private void Run()
    {
        Open();
        for (int i = 0; i < WarmUpTrips && !IsOver; i++)
            Trip();

        MissedCount = 0;
        _section.Begin();
        for (int i = 0; i < _tripsNs.Length && !IsOver; i++)
            _tripsNs[i] = Trip();

        _section.End();
        Array.Sort(_tripsNs);
        Volatile.Write(ref _isMeasured, true); // Release: pairs with the acquire in IsMeasured.
        while (!IsOver)
            _reports.Answer(Clock.NowNs);
    }

    /// <summary>Until the engine quotes: its session is up and its book is live.</summary>
    private void Open()
    {
        long dueNs = 0;
        while (_reports.OrderCount == 0 && !IsOver)
        {
            long nowNs = Clock.NowNs;
            if (_fix.State == FixConnectionState.Closed)
                _listener.Poll(_fix, nowNs);

            _reports.Answer(nowNs);
            if (_market.IsOpen && nowNs >= dueNs)
            {
                Send(_depth, BidTicks);
                dueNs = nowNs + OpeningIntervalNs;
            }
        }

        Rest();
    }

    /// <summary>A tick there and its order back, in ns; ticks without an order are repeated.</summary>
    private long Trip()
    {
        while (!IsOver)
        {
            long bidTicks = BidTicks + 2 * (_updateId % PriceCount);
            _reports.Expect(bidTicks - HalfSpreadTicks);
            long startNs = Ticks.NowNs;
            Send(_ticker, bidTicks);
            long tookNs = Await(startNs);
            Rest();
            if (tookNs > 0)
                return tookNs;

            MissedCount++;
        }

        return 0;
    }

    private void Send(TickFrame frame, long bidTicks)
    {
        Volatile.Write(ref _updateId, _updateId + 1); // Release: pairs with the snapshot's acquire.
        frame.Set(_updateId, bidTicks);
        _market.Send(frame.Bytes);
    }

    private long Await(long startNs)
    {
        while (true)
        {
            long receivedNs = _reports.Answer(Clock.NowNs);
            if (_reports.HasMet)
                return receivedNs - startNs;

            if (Ticks.NowNs - startNs > PatienceNs)
                return 0;

            if (_yields)
                Thread.Yield();
        }
    }

    private void Rest()
    {
        long endNs = Ticks.NowNs + _gapNs;
        while (Ticks.NowNs < endNs)
        {
            _reports.Answer(Clock.NowNs);
            if (_yields)
                Thread.Yield();
        }
    }
}
