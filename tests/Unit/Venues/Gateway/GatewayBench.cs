using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Unit.Fix;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.MessageLog;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>
/// A gateway, a ring behind it and a venue before it over a real loopback socket, all polled by the test's own thread.
/// Time stands still unless told: a wait ends with the event it waits for.
/// </summary>
internal sealed class GatewayBench : IDisposable
{
    private const int PollCountMax = 5_000_000;

    private readonly RingBuffer<EngineEvent> _ring;
    private readonly EventPoller<EngineEvent> _poller;
    private readonly FixListener _listener = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly StillClock _clock = new();

    public GatewayBench(
        int ringCapacitySlots = 1_024, bool resetsOnLogon = false, VenueDialect? dialect = null)
    {
        _ring = RingBuffer<EngineEvent>.CreateSingleProducer(ringCapacitySlots);
        _poller = _ring.NewPoller();
        _ring.AddGatingSequence(_poller.Sequence);
        Venue = new FixConnection(new FixSession(
            new FixSessionOptions { SenderCompId = "VENUE", TargetCompId = "ENGINE", LogonTimeoutNs = long.MaxValue },
            new MemorySequenceStore(),
            new SentMessageRing(capacitySlots: 4_096, slotSizeBytes: 512)));
        var session = new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "ENGINE", TargetCompId = "VENUE", IsInitiator = true, ConfirmsSynchronization = true,
                ResetOnLogon = resetsOnLogon, Tap = new LoggingTap(),
            },
            new MemorySequenceStore());
        var options = new FixGatewayOptions
        {
            EndPoint = _listener.EndPoint, SentRequestCapacity = 64, Dialect = dialect ?? VenueDialect.Fix44,
        };
        Gateway = new FixOrderGateway(options, Instruments, session, _clock, Latency);
    }

    public static InstrumentTable Instruments { get; } = new(
    [
        new Instrument(0, "BTC-USDT", "BTCUSDT", "USDT", new DecimalScale(1, 2), new DecimalScale(1, 5), 1),
        new Instrument(1, "ES", "ES", "USD", new DecimalScale(25, 2), new DecimalScale(1, 0), 50),
    ]);

    public FixOrderGateway Gateway { get; }

    public FixConnection Venue { get; }

    public LatencyList Latency { get; } = new();

    /// <summary>What came out of the ring, oldest first; where recording is on.</summary>
    public List<EngineEvent> Events { get; } = new(capacity: 1_024);

    /// <summary>What reached the venue's application, as "35=D|34=3|11=1|..." without times and routing.</summary>
    public List<string> Orders { get; } = [];

    /// <summary>Called for each application message at the venue instead of recording it.</summary>
    public VenueHandler? OnOrder { get; set; }

    public bool IsRingRead { get; set; } = true;

    public bool IsRecording { get; set; } = true;

    public long EventCount { get; private set; }

    public long NowNs { get; private set; } = SessionBench.StartNs;

    public void Dispose()
    {
        Gateway.Dispose();
        Venue.Dispose();
        _listener.Dispose();
        _ring.Dispose();
    }

    public static GatewayBench Ready()
    {
        var bench = new GatewayBench();
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
        bench.Events.Clear();
        return bench;
    }

    public static EngineEvent NewOrder(long id, long priceTicks, long qtyLots, Side side = Side.Buy)
    {
        EngineEvent output = Output(EventKind.NewOrder, instrumentIndex: 0, side);
        output.Order.OrderId = id;
        output.Order.PriceTicks = priceTicks;
        output.Order.QtyLots = qtyLots;
        output.Order.Type = OrderType.Limit;
        output.Order.TimeInForce = TimeInForce.Day;
        return output;
    }

    public static EngineEvent Output(EventKind kind, int instrumentIndex, Side side) => new()
    {
        Kind = kind, InstrumentIndex = instrumentIndex, Side = side, Source = EventSource.Engine,
        ReceiveTimestampNs = SessionBench.StartNs - 5_000, SchemaVersion = EngineEvent.CurrentSchemaVersion,
    };

    public void Send(in EngineEvent output) => Assert.Equal(SendVerdict.Sent, Gateway.Send(in output, NowNs));

    /// <summary>The venue sends an application message: "35=8|11=1|...".</summary>
    public void VenueSends(string body)
    {
        string[] fields = body.Split('|', StringSplitOptions.RemoveEmptyEntries);
        int msgType = MsgTypes.Pack(Encoding.ASCII.GetBytes(fields[0][3..]));
        Assert.True(Venue.Session.TryBeginMessage(msgType, NowNs, out FixWriter writer));
        foreach (string field in fields.Skip(1))
        {
            string[] parts = field.Split('=', 2);
            int tag = int.Parse(parts[0], CultureInfo.InvariantCulture);
            if (parts[1].Length == 0 || tag == 0) // What our writer would not write.
                writer.AppendFields(Encoding.ASCII.GetBytes($"{field}\u0001"));
            else
                writer.Append(tag, Encoding.ASCII.GetBytes(parts[1]));
        }

        Assert.True(Venue.Session.Commit(ref writer, NowNs));
    }

    /// <summary>The venue sends a report and the one event that it becomes is returned.</summary>
    public EngineEvent EventOf(string body)
    {
        int count = Events.Count;
        VenueSends(body);
        PollUntil(() => Events.Count > count);
        return Events[count];
    }

    public void Pass(double seconds)
    {
        NowNs += (long)(seconds * 1e9);
        _clock.NowNs = NowNs;
    }

    public void PollUntil(Func<bool> isDone)
    {
        for (int i = 0; i < PollCountMax; i++)
        {
            if (isDone())
                return;

            PollOnce();
        }

        Assert.Fail($"gave up: published={Gateway.PublishedState}, venue={Venue.Session.State}, events={Events.Count}");
    }

    /// <summary>Polls the gateway alone: the venue is asleep.</summary>
    public void PollGateway() => Gateway.Poll(NowNs, _ring);

    public void PollOnce()
    {
        PollGateway();
        _listener.Poll(Venue, NowNs);
        Venue.Poll(NowNs);
        while (Venue.Session.TryTakeMessage(NowNs, out FixMessage message))
        {
            if (OnOrder is not null)
                OnOrder(in message);
            else
                Orders.Add(Strip(in message));
        }

        Venue.Flush();
        if (IsRingRead)
            ReadRing();
    }

    public void ReadRing()
    {
        var stage = new RecordingStage(this);
        while (_poller.Poll(ref stage, batchSlotsMax: 64) > 0)
        {
        }
    }

    public string[] EventTexts() => [.. Events.Select(Describe)];

    /// <summary>An event in one line: what the order table reads.</summary>
    public static string Describe(EngineEvent item)
    {
        if (item.Kind == EventKind.VenueStatus)
            return $"{item.Venue.State} {item.Venue.MsgSeqNum}";

        ref readonly Execution e = ref item.Execution;
        string kind = item.Kind == EventKind.CancelReject ? "CancelReject" : e.ExecType.ToString();
        string flags = (item.Flags & ~EventFlags.EndOfMessage).ToString();
        return $"{kind}/{e.Status} order={e.OrderId} request={e.RequestId} {item.Side} i{item.InstrumentIndex} " +
            $"last={e.LastQtyLots}@{e.LastPriceTicks} cum={e.CumQtyLots} leaves={e.LeavesQtyLots} " +
            $"fee={e.FeeTickLots} reason={e.RejectReason} seq={e.MsgSeqNum} {flags}";
    }

    private static string Strip(in FixMessage message)
    {
        var fields = new List<string>();
        foreach (FixField field in message)
        {
            if (field.Tag is not (8 or 9 or 10 or 49 or 52 or 56))
                fields.Add($"{field.Tag}={FixText.Show(field.Value)}");
        }

        return string.Join('|', fields);
    }

    private void Record(in EngineEvent item)
    {
        EventCount++;
        if (IsRecording)
            Events.Add(item);
    }

    private readonly struct RecordingStage(GatewayBench bench) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) => bench.Record(in slot);
    }

    // As the engine's: a ring of bytes that somebody else empties.
    private sealed class LoggingTap : IFixMessageTap
    {
        private readonly MessageLogBuffer _buffer = new(capacityBytes: 4_096);
        private readonly byte[] _record = new byte[4_096];

        public void OnReceived(ReadOnlySpan<byte> message, long nowNs) =>
            Log(MessageDirection.Received, message, nowNs);

        public void OnSent(ReadOnlySpan<byte> message, long nowNs) => Log(MessageDirection.Sent, message, nowNs);

        private void Log(MessageDirection direction, ReadOnlySpan<byte> message, long nowNs)
        {
            Assert.True(_buffer.TryAppend(direction, message, nowNs));
            _buffer.TryRemove(_record);
        }
    }

    private sealed class StillClock : IClock
    {
        public long NowNs { get; set; } = SessionBench.StartNs;
    }
}

/// <summary>What a venue does with an application message.</summary>
internal delegate void VenueHandler(in FixMessage message);
