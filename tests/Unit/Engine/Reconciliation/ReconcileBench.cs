using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Stages;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Unit.Venues.Gateway;
using LowLatencyEngine.Unit.Venues.Simulated;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Unit.Engine.Reconciliation;

/// <summary>
/// The pipeline, the order gateway and a simulated venue in one process with a real FIX session between them, polled by
/// the test's own thread. Strategies are off: orders are the operator's.
/// </summary>
internal sealed class ReconcileBench : IAsyncDisposable
{
    private static readonly string Book = Samples.Snapshot(1, """["99.00","1"]""", """["101.00","0.5"]""");

    private readonly RingBuffer<EngineEvent> _ring = RingBuffer<EngineEvent>.CreateMultiProducer(1_024);
    private readonly EventPoller<EngineEvent> _poller;
    private readonly MemorySequenceStore _sequences = new();
    private readonly VenueBench _venue;
    private readonly SystemClock _clock = new();
    private FixOrderGateway _gateway = null!;
    private Pipeline<PipelineScript.CountLog, GatewaySink> _pipeline;
    private long _nextTimerNs;
    private long _requestId;

    private ReconcileBench(EngineConfiguration configuration, VenueBench venue)
    {
        _venue = venue;
        _poller = _ring.NewPoller();
        _ring.AddGatingSequence(_poller.Sequence);
        Configuration = configuration;
        Begin();
    }

    public EngineConfiguration Configuration { get; }

    public DecisionState State { get; private set; } = null!;

    /// <summary>What the pipeline was given, oldest first.</summary>
    public List<EngineEvent> Inputs { get; } = [];

    /// <summary>What it derived.</summary>
    public List<EngineEvent> Outputs { get; } = [];

    public SimulatedVenue Venue => _venue.Venue;

    /// <summary>The session of copies; polled like the other where there is one.</summary>
    public FixDropCopy? Copies { get; set; }

    /// <summary>The engine's clock, ns.</summary>
    public long NowNs => _clock.NowNs;

    /// <summary>A started engine before a venue with an open market; the session is not up yet.</summary>
    /// <param name="faults">Of the venue.</param>
    /// <param name="rules">Fields of "reconcile" beside "on".</param>
    /// <param name="text">The configuration; the usual one where none is given.</param>
    public static async Task<ReconcileBench> StartAsync(
        SimulatedFaults faults, string rules = "", string text = TestConfiguration.Text)
    {
        EngineConfiguration configuration = Configure($$"""{ "on": true {{rules}} }""", text);
        VenueBench venue = await VenueBench.StartAsync(
            o => o with
            {
                Faults = faults,
                Instruments = configuration.Instruments,
                DropCopy = configuration.Venue.DropCopy is null ? null : new DropCopyOptions(),
            });
        venue.Play(Book);
        var bench = new ReconcileBench(configuration, venue);
        IEnumerable<EngineEvent> openings = PipelineScript.Opening(configuration);
        foreach (EngineEvent opening in openings.Where(e => e.Kind != EventKind.VenueStatus))
            bench.Take(opening with { ReceiveTimestampNs = bench._clock.NowNs });

        bench.Take(PipelineScript.Quote(bench._clock.NowNs, updateId: 1, midTicks: 10_000));
        return bench;
    }

    /// <summary>A configuration whose strategies are off.</summary>
    public static EngineConfiguration Configure(string reconcile, string text = TestConfiguration.Text) =>
        EngineConfigurationFile.Read(ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text
            .Replace("\"feed\": {", $"\"reconcile\": {reconcile}, \"feed\": {{", StringComparison.Ordinal)
            .Replace("\"kind\":", "\"enabled\": false, \"kind\":", StringComparison.Ordinal)
            .Replace("\"positionMax\": \"1\"", "\"positionMax\": \"10\"", StringComparison.Ordinal))));

    /// <summary>Polls until new orders are let through.</summary>
    public void RunUntilReady() => RunUntil(() => State.VenueState == VenueState.Ready);

    /// <summary>Polls for so long.</summary>
    public void RunFor(long durationNs)
    {
        long endNs = _clock.NowNs + durationNs;
        RunUntil(() => _clock.NowNs >= endNs);
    }

    public void RunUntil(Func<bool> isDone)
    {
        long endNs = _clock.NowNs + (VenueBench.Patience.Ticks * 100);
        while (!isDone())
        {
            if (_clock.NowNs > endNs)
                throw new TimeoutException($"gave up: {Describe()}");

            if (!PollOnce())
                Thread.Yield();
        }
    }

    /// <summary>The operator buys at a limit.</summary>
    /// <returns>The order's id.</returns>
    public long Buy(string price, string qty)
    {
        Instrument instrument = Configuration.Instruments[0];
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _clock.NowNs);
        command.InstrumentIndex = 0;
        command.Side = Side.Buy;
        command.Command.Kind = CommandKind.OrderSend;
        command.Command.RequestId = ++_requestId;
        command.Command.Argument = Steps(instrument.Price, price);
        command.Act.QtyLots = Steps(instrument.Qty, qty);
        command.Act.OrderType = OrderType.Limit;
        long id = State.Outbox.NextOrderId;
        Take(command);
        return id;
    }

    /// <summary>The operator has an order held; without a price it is a market order.</summary>
    /// <returns>The order's id.</returns>
    public long Hold(
        Side side, string qty, string? price, HeldTerms terms, TimeInForce timeInForce = TimeInForce.None)
    {
        Instrument instrument = Configuration.Instruments[0];
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _clock.NowNs);
        command.InstrumentIndex = 0;
        command.Side = side;
        command.Command.Kind = CommandKind.OrderHold;
        command.Command.RequestId = ++_requestId;
        command.Command.Argument = price is null ? 0 : Steps(instrument.Price, price);
        command.Act.QtyLots = Steps(instrument.Qty, qty);
        command.Act.OrderType = price is null ? OrderType.Market : OrderType.Limit;
        command.Act.TimeInForce = timeInForce;
        command.Held = terms;
        long id = State.Outbox.NextOrderId;
        Take(command);
        return id;
    }

    /// <summary>The market trades at the venue; the engine's market stands still.</summary>
    public void VenueTrades(string price, string qty = "0.001", bool isBuyerMaker = false) =>
        _venue.Play(Samples.Trade(price, qty, isBuyerMaker));

    /// <summary>The venue's book moves; the engine's stands still.</summary>
    public void VenueMoves(long updateId, string bids, string asks) =>
        _venue.Play(Samples.Depth(updateId, updateId, bids, asks));

    /// <summary>The engine dies without a word, and comes back with what it has journaled.</summary>
    /// <param name="isJournaled">What of its inputs a standby that takes over had heard of; null for all.</param>
    public void Restart(Func<EngineEvent, bool>? isJournaled = null)
    {
        _gateway.Dispose();
        EngineEvent[] journaled = [.. Inputs.Where(isJournaled ?? (_ => true))];
        Begin();
        var replay = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            State, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        foreach (EngineEvent input in journaled)
        {
            EngineEvent slot = input;
            replay.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        EngineEvent start = default;
        EngineEvents.Begin(ref start, EventKind.EngineStart, EventSource.Engine, _clock.NowNs).Start =
            new EngineStart
            {
                OrderIdBase = 1_000, OrderIdFloor = 2_000, ConfigurationHash = Configuration.DecisionHash,
                StartCount = 2,
            };
        Take(start);
    }

    /// <summary>It comes back without what its operator did, as if that had been another's.</summary>
    public void RestartForgetful()
    {
        bool isBefore = true;
        Restart(input => isBefore &= input.Kind != EventKind.Command);
        EngineEvent feed = default;
        EngineEvents.Begin(ref feed, EventKind.FeedStatus, EventSource.Feed, _clock.NowNs).Feed.State = FeedState.Live;
        Take(feed);
        Take(PipelineScript.Quote(_clock.NowNs, updateId: 2, midTicks: 10_000));
    }

    /// <summary>A fill of an order that nobody here sent, as the gateway would tell it.</summary>
    public EngineEvent Fill(Side side, long lots, long priceTicks)
    {
        EngineEvent fill = default;
        EngineEvents.Begin(ref fill, EventKind.Execution, EventSource.Venue, _clock.NowNs);
        fill.InstrumentIndex = 0;
        fill.Side = side;
        fill.Execution.ExecType = ExecType.Trade;
        fill.Execution.Status = OrderStatus.Filled;
        fill.Execution.LastQtyLots = lots;
        fill.Execution.CumQtyLots = lots;
        fill.Execution.LastPriceTicks = priceTicks;
        fill.Execution.ExecIdHash = lots + 1;
        return fill;
    }

    /// <summary>
    /// What the stages and the gateway make of a strategy's wish for a limit order; no input tells of it, so that a
    /// restart knows nothing of it.
    /// </summary>
    /// <returns>The order's id.</returns>
    public long Wish(ushort strategyIndex, Side side, string price, string qty)
    {
        Instrument instrument = Configuration.Instruments[0];
        EngineEvent cause = default;
        EngineEvents.Begin(ref cause, EventKind.None, EventSource.Clock, _clock.NowNs);
        State.Outbox.Clear();
        ref EngineEvent wish = ref State.Outbox.Add(EventKind.NewOrder, in cause);
        wish.InstrumentIndex = 0;
        wish.Side = side;
        wish.Order.StrategyIndex = strategyIndex;
        wish.Order.Type = OrderType.Limit;
        wish.Order.TimeInForce = TimeInForce.GoodTillCancel;
        wish.Order.PriceTicks = Steps(instrument.Price, price);
        wish.Order.QtyLots = Steps(instrument.Qty, qty);
        Pass(ref cause);
        return State.Outbox[0].Order.OrderId;
    }

    /// <summary>What the stages and the gateway make of a strategy's wish to replace an order.</summary>
    public void Replace(long orderId, string price, string qty)
    {
        Instrument instrument = Configuration.Instruments[0];
        EngineEvent cause = default;
        EngineEvents.Begin(ref cause, EventKind.None, EventSource.Clock, _clock.NowNs);
        State.Outbox.Clear();
        ref EngineEvent wish = ref State.Outbox.Add(EventKind.ReplaceOrder, in cause);
        wish.InstrumentIndex = 0;
        wish.Order.OriginalOrderId = orderId;
        wish.Order.PriceTicks = Steps(instrument.Price, price);
        wish.Order.QtyLots = Steps(instrument.Qty, qty);
        Pass(ref cause);
    }

    /// <summary>The operator asks for other terms of an order that is held; their options say which.</summary>
    public void ReplaceHeld(long orderId, HeldTerms terms)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _clock.NowNs);
        command.InstrumentIndex = -1; // The order says.
        command.Command.Kind = CommandKind.OrderHoldReplace;
        command.Command.RequestId = ++_requestId;
        command.Held = terms with { LinkedOrderId = orderId };
        Take(command);
    }

    /// <summary>Reports of this kind that have come so far.</summary>
    public int Count(ExecType type) =>
        Inputs.Count(input => input.Kind == EventKind.Execution && input.Execution.ExecType == type);

    /// <summary>The operator cancels an order.</summary>
    public void Cancel(long orderId)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, _clock.NowNs);
        command.Command.Kind = CommandKind.CancelOrder;
        command.Command.RequestId = ++_requestId;
        command.Command.Argument = orderId;
        Take(command);
    }

    /// <summary>"MissedFill Booked 0->50": kind, action, our lots, the venue's.</summary>
    public string[] Breaks() => [.. Outputs.Where(o => o.Kind == EventKind.ReconcileBreak)
        .Select(o => $"{o.Break.Kind} {o.Break.Action} {o.Break.OwnLots}->{o.Break.VenueLots}")];

    /// <summary>Kinds of questions and requests sent, oldest first.</summary>
    public string[] Sent() => [.. Outputs.Where(o => o.IsSentToVenue())
        .Select(o => o.Kind == EventKind.AccountRequest ? o.Question.Kind.ToString() : o.Kind.ToString())];

    public async ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        Copies?.Dispose();
        await _venue.DisposeAsync();
        _ring.Dispose();
    }

    private void Begin()
    {
        State = new DecisionState(Configuration);
        var session = new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "LLE", TargetCompId = "SIM", IsInitiator = true, ConfirmsSynchronization = true,
            },
            _sequences);
        var options = new FixGatewayOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, _venue.Venue.OrderPort),
            Dialect = Configuration.Venue.Dialect,
            Hedges = HedgingRules.ByStrategy(Configuration.Risk.Setup),
        };
        _gateway = new FixOrderGateway(options, Configuration.Instruments, session, _clock, new LatencyList());
        _pipeline = new(State, new PipelineScript.CountLog(new PipelineScript.Counts()), new GatewaySink(this));
    }

    private void Pass(ref EngineEvent cause)
    {
        new RiskStage(State).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        new OrderStage(State).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        if (State.Outbox[0].IsSentToVenue())
            _gateway.Send(in State.Outbox[0], _clock.NowNs);
    }

    private bool PollOnce()
    {
        long nowNs = _clock.NowNs;
        bool hasMoved = _gateway.Poll(nowNs, _ring) | (Copies?.Poll(nowNs, _ring) ?? false);
        var stage = new TakingStage(this);
        hasMoved |= _poller.Poll(ref stage, batchSlotsMax: 64) > 0;
        if (nowNs < _nextTimerNs)
            return hasMoved;

        _nextTimerNs = nowNs + 10_000_000;
        EngineEvent timer = default;
        EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, nowNs).Timer.DueTimestampNs = nowNs;
        Take(timer);
        return true;
    }

    /// <summary>Hands the pipeline an input.</summary>
    public void Take(EngineEvent input)
    {
        Inputs.Add(input);
        _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
        foreach (ref readonly EngineEvent output in State.Outbox.Events)
            Outputs.Add(output);
    }

    private string Describe() =>
        $"step={State.Reconciliation.Step}, session={State.SessionState}, inDoubt={State.Orders.InDoubtCount}, " +
        $"sent={string.Join(' ', Sent())}";

    private static long Steps(DecimalScale scale, string text) =>
        scale.TryParse(Encoding.ASCII.GetBytes(text), out long steps) == DecimalVerdict.Ok
            ? steps : throw new ArgumentException(text);

    private readonly struct TakingStage(ReconcileBench bench) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) => bench.Take(slot);
    }

    private readonly struct GatewaySink(ReconcileBench bench) : IOrderSink
    {
        public void Send(in EngineEvent output)
        {
            bench._gateway.Send(in output, bench._clock.NowNs);
            bench._gateway.Flush();
        }
    }
}
