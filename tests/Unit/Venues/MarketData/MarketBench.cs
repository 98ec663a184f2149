using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Unit.Fix;
using LowLatencyEngine.Unit.Venues.OrderEntry;
using LowLatencyEngine.Venues.MarketData;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.MarketData;

/// <summary>
/// A market data session, the ring behind it and a venue before it over a real loopback socket, all polled by the
/// test's own thread. Time stands still unless told.
/// </summary>
internal sealed class MarketBench : IDisposable
{
    private const int PollCountMax = 200_000;

    private readonly RingBuffer<EngineEvent> _ring;
    private readonly EventPoller<EngineEvent> _poller;
    private readonly FixListener _listener = new(new(System.Net.IPAddress.Loopback, 0));

    public MarketBench(
        bool symbolsAreIds = false, bool isTopOnly = false, int ringCapacitySlots = 1_024, params int[] carried)
    {
        _ring = RingBuffer<EngineEvent>.CreateSingleProducer(ringCapacitySlots);
        _poller = _ring.NewPoller();
        _ring.AddGatingSequence(_poller.Sequence);
        string sub = symbolsAreIds ? "QUOTE" : "";
        Venue = new FixConnection(new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "VENUE", TargetCompId = "ENGINE", SenderSubId = sub, TargetSubId = sub,
                LogonTimeoutNs = long.MaxValue,
            },
            new MemorySequenceStore()));
        var session = new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "ENGINE", TargetCompId = "VENUE", SenderSubId = sub, TargetSubId = sub,
                IsInitiator = true, ResetOnLogon = true,
            },
            new MemorySequenceStore());
        var options = new FixMarketDataOptions
        {
            EndPoints = [_listener.EndPoint], SymbolsAreIds = symbolsAreIds, IsTopOnly = isTopOnly,
            InstrumentIndexes = carried.Length == 0 ? null : carried,
            StaleAfterNs = 3_000_000_000, RetryNs = 5_000_000_000,
        };
        Feed = new FixMarketDataFeed(options, EntryBench.Instruments, session);
    }

    public FixMarketDataFeed Feed { get; }

    public FixConnection Venue { get; }

    /// <summary>What came out of the ring, a line each, oldest first; where recording is on.</summary>
    public List<string> Events { get; } = new(capacity: 4_096);

    public long EventCount { get; private set; }

    public bool IsRecording { get; set; } = true;

    public bool IsRingRead { get; set; } = true;

    /// <summary>Requests that reached the venue: "V 262=1 263=1 264=0 55=EURUSD".</summary>
    public List<string> Requests { get; } = [];

    public long NowNs { get; private set; } = SessionBench.StartNs;

    public void Dispose()
    {
        Feed.Dispose();
        Venue.Dispose();
        _listener.Dispose();
        _ring.Dispose();
    }

    public void Pass(double seconds) => NowNs += (long)(seconds * 1e9);

    /// <summary>The venue sends an application message: "35=W|55=EURUSD|...".</summary>
    public void VenueSends(string body)
    {
        string[] fields = body.Split('|', StringSplitOptions.RemoveEmptyEntries);
        int msgType = MsgTypes.Pack(Encoding.ASCII.GetBytes(fields[0][3..]));
        Assert.True(Venue.Session.TryBeginMessage(msgType, NowNs, out FixWriter writer));
        foreach (string[] parts in fields.Skip(1).Select(field => field.Split('=', 2)))
            writer.Append(int.Parse(parts[0], CultureInfo.InvariantCulture), Encoding.ASCII.GetBytes(parts[1]));

        Assert.True(Venue.Session.Commit(ref writer, NowNs));
    }

    public void PollUntil(Func<bool> isDone)
    {
        for (int i = 0; i < PollCountMax; i++)
        {
            if (isDone())
                return;

            PollOnce();
        }

        Assert.Fail($"gave up: events={string.Join("; ", Events.TakeLast(5))}, " +
            $"requests={string.Join("; ", Requests)}, session={Feed.Session.State}");
    }

    public void PollOnce()
    {
        Feed.Poll(NowNs, _ring);
        _listener.Poll(Venue, NowNs);
        Venue.Poll(NowNs);
        while (Venue.Session.TryTakeMessage(NowNs, out FixMessage message))
            Requests.Add(Describe(in message));

        Venue.Flush();
        var stage = new RecordingStage(this);
        while (IsRingRead && _poller.Poll(ref stage, batchSlotsMax: 64) > 0)
        {
        }
    }

    private static string Describe(in FixMessage message)
    {
        message.TryGet(FixTags.MsgType, out ReadOnlySpan<byte> type);
        string text = Encoding.ASCII.GetString(type);
        foreach (int tag in (ReadOnlySpan<int>)[262, 263, 264, 55, 559])
        {
            if (message.TryGet(tag, out ReadOnlySpan<byte> value))
                text += $" {tag}={Encoding.ASCII.GetString(value)}";
        }

        return text;
    }

    private void Record(in EngineEvent item)
    {
        EventCount++;
        if (!IsRecording)
            return;

        Events.Add(item.Kind switch
        {
            EventKind.FeedStatus => $"i{item.InstrumentIndex} {item.Feed.State}",
            EventKind.Trade => $"i{item.InstrumentIndex} trade {item.Trade.PriceTicks}x{item.Trade.QtyLots}",
            _ => $"i{item.InstrumentIndex} {item.Side} {item.Count} levels" +
                (item.Flags.HasFlag(EventFlags.ClearsBook) ? " anew" : ""),
        });
    }

    private readonly struct RecordingStage(MarketBench bench) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) => bench.Record(in slot);
    }
}
