using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>
/// The operator's desk of an engine that is given events one by one: its journal is a list, and a new life begins with
/// what that list replays to, or with a snapshot.
/// </summary>
internal sealed class AccountBench
{
    private Pipeline<AccountRun.ListLog, PipelineScript.NoSink> _pipeline;
    private long _lastOrderId;
    private int _quoteCount;
    private long _startCount = 1;

    public AccountBench(EngineConfiguration configuration)
    {
        Configuration = configuration;
        State = new DecisionState(configuration);
        _pipeline = new(State, new AccountRun.ListLog(Records), default);
        foreach (EngineEvent opening in PipelineScript.Opening(configuration))
        {
            bool isOfFeed = opening.Kind == EventKind.FeedStatus;
            for (int i = 0; i < (isOfFeed ? configuration.Instruments.Count : 1); i++)
                Feed(opening with { InstrumentIndex = isOfFeed ? i : -1 });
        }
    }

    public EngineConfiguration Configuration { get; }

    public DecisionState State { get; private set; }

    public List<EngineEvent> Records { get; } = [];

    /// <summary>Time of what is fed next, ns.</summary>
    public long NowNs { get; set; } = 1_000_000_000;

    /// <summary>Of the order sent last.</summary>
    public long LastQtyLots { get; private set; }

    public AccountStatement Account => AccountStatements.Of(Configuration, State)[0];

    public IEnumerable<FundingPayment> Payments =>
        Records.Where(r => r.Kind == EventKind.FundingPayment).Select(r => r.Funding);

    public RiskVerdict Buy(long qtyLots, long priceTicks = 1_000_000, int instrument = 0) =>
        Send(Side.Buy, qtyLots, priceTicks, instrument);

    public RiskVerdict Send(Side side, long qtyLots, long priceTicks, int instrument = 0)
    {
        EngineEvent command = Command(CommandKind.OrderSend);
        command.Command.Argument = priceTicks;
        command.InstrumentIndex = instrument;
        command.Side = side;
        command.Act.QtyLots = qtyLots;
        command.Act.OrderType = OrderType.Limit;
        Feed(command);
        return State.OperatorOrders.Outcome.Verdict;
    }

    /// <summary>The order sent last fills whole.</summary>
    public void Fill(long lots, long priceTicks, Side side = Side.Buy, int instrument = 0)
    {
        EngineEvent fill = Report(ExecType.Trade, OrderStatus.Filled, side, instrument);
        fill.Execution.LastQtyLots = fill.Execution.CumQtyLots = lots;
        fill.Execution.LastPriceTicks = priceTicks;
        Feed(fill);
    }

    /// <summary>The order sent last is cancelled.</summary>
    public void Cancel(Side side = Side.Buy, int instrument = 0) =>
        Feed(Report(ExecType.Canceled, OrderStatus.Canceled, side, instrument));

    public void Quote(int instrument, long midTicks) =>
        Feed(PipelineScript.Quote(NowNs, _quoteCount++, midTicks) with { InstrumentIndex = instrument });

    public void Timer()
    {
        EngineEvent timer = default;
        Feed(EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, NowNs));
    }

    public void Session(VenueState session)
    {
        EngineEvent status = default;
        EngineEvents.Begin(ref status, EventKind.VenueStatus, EventSource.Venue, NowNs).Venue.State = session;
        Feed(status);
    }

    public EngineEvent Command(CommandKind kind)
    {
        EngineEvent command = default;
        EngineEvents.Begin(ref command, EventKind.Command, EventSource.Operator, NowNs).Command =
            new Command { Kind = kind };
        ActText.TryWrite("alice", command.Act.Who);
        return command;
    }

    public void Feed(EngineEvent input)
    {
        _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
        foreach (EngineEvent output in State.Outbox.Events.ToArray().Where(o => o.Kind == EventKind.NewOrder))
            (_lastOrderId, LastQtyLots) = (output.Order.OrderId, output.Order.QtyLots);
    }

    /// <summary>The journal replays to the same records and the same state, which is what goes on.</summary>
    public void Replay()
    {
        var state = new DecisionState(Configuration);
        var records = new List<EngineEvent>();
        var replay = new Pipeline<AccountRun.ListLog, PipelineScript.NoSink>(
            state, new AccountRun.ListLog(records), default);
        foreach (EngineEvent record in Records.Where(r => !r.Kind.IsOutput()))
        {
            EngineEvent input = record;
            replay.OnEvent(ref input, sequence: 0, endOfBatch: true);
        }

        Assert.True(AsBytes(Records).SequenceEqual(AsBytes(records)), "the journal does not replay");
        Assert.Equal(State.Hash(), state.Hash());
        GoOnWith(state);
    }

    /// <summary>A snapshot of the state loads to the same state, which is what goes on.</summary>
    public void Reload()
    {
        var image = new StateImage(State, (int)StateImage.MeasureBytes(State));
        Assert.True(image.TryTake(sequence: Records.Count));
        var fresh = new DecisionState(Configuration);
        foreach (StateSection section in StateSections.All)
        {
            StateTransfer load = StateTransfer.Load(image[section]);
            fresh.Transfer(section, ref load);
        }

        Assert.Equal(State.Hash(), fresh.Hash());
        GoOnWith(fresh);
    }

    /// <summary>The next life begins, its feeds live, its session still to come.</summary>
    public void Restart()
    {
        EngineEvent start = default;
        EngineEvents.Begin(ref start, EventKind.EngineStart, EventSource.Engine, NowNs).Start = new EngineStart
        {
            OrderIdBase = 1_000, ConfigurationHash = Configuration.DecisionHash, StartCount = ++_startCount,
        };
        Feed(start);
        EngineEvent feed = default;
        EngineEvents.Begin(ref feed, EventKind.FeedStatus, EventSource.Feed, NowNs).Feed.State = FeedState.Live;
        for (int i = 0; i < Configuration.Instruments.Count; i++)
            Feed(feed with { InstrumentIndex = i });
    }

    private static ReadOnlySpan<byte> AsBytes(List<EngineEvent> records) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(records));

    private void GoOnWith(DecisionState state)
    {
        State = state;
        _pipeline = new(state, new AccountRun.ListLog(Records), default);
    }

    private EngineEvent Report(ExecType type, OrderStatus status, Side side, int instrument)
    {
        EngineEvent report = default;
        EngineEvents.Begin(ref report, EventKind.Execution, EventSource.Venue, NowNs).Execution = new Execution
        {
            OrderId = _lastOrderId, ExecIdHash = (_lastOrderId * 10) + (long)type, ExecType = type, Status = status,
        };
        report.InstrumentIndex = instrument;
        report.Side = side;
        return report;
    }
}
