using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reconciliation;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Everything the decision thread knows. The stages work on it; live trading, recovery, replay and back-test each drive
/// one of their own through the same <see cref="Pipeline{TLog,TSink}"/>. Decision thread only; allocates nothing after
/// construction.
/// </summary>
public sealed class DecisionState
{
    /// <summary>Most outputs that one input may cause.</summary>
    public const int OutboxCapacity = 64;

    private const int StatusRequestsPerInputMax = 16;

    private VenueState _sessionState;
    private long _configurationHash;
    private long _startCount;
    private long _lastMsgSeqNum;
    private long _lastRequestId;
    private long _lastRequestSequence;
    private bool _wasFundingNew; // Not state: nothing but the answer to its command asks for it.

    /// <exception cref="System.ArgumentException">A parameter is out of range; the text lists every fault.</exception>
    public DecisionState(EngineConfiguration configuration)
    {
        Instruments = configuration.Instruments;
        Analysis = new MarketAnalysis(Instruments, configuration.Analysis);
        var sizes = new SizeTable(configuration.Strategies.Count, Instruments.Count);
        Strategies = StrategyFactory.Create(configuration.Strategies, Analysis, Outbox, sizes);
        Risk = new PreTradeRisk(configuration.Risk.Setup);
        RiskFeed = new RiskFeed(this, configuration.Risk.Setup);
        Sweep = new CancelSweep(this, configuration.Risk.CancelsOnDisconnect);
        Closer = new LegCloser(this, configuration.Risk.Setup);
        Flattener = new Flattener(this, configuration.Risk);
        Stops = new StopDesk(this, configuration.Stops);
        Positions = new PositionLedger(LedgerOf(configuration));
        Funding = new FundingDesk(this, configuration.Accounts);
        Orders = new OrderTable(Positions);
        Replaces = new ReplaceQueue(this);
        Held = new HeldDesk(this, configuration);
        SelfTrades = new SelfTradePrevention(this);
        OperatorOrders = new OperatorOrders(this);
        Acts = new ActDesk(this);
        Reconciliation = new AccountReconciliation(this, configuration.Reconcile);
        Sizes = new SizeDesk(this, configuration, sizes);
    }

    /// <summary>What is traded.</summary>
    public InstrumentTable Instruments { get; }

    /// <summary>What the input being worked on has caused so far.</summary>
    public Outbox Outbox { get; } = new(OutboxCapacity);

    /// <summary>Markets.</summary>
    public MarketAnalysis Analysis { get; }

    /// <summary>Strategies with their parameters and states.</summary>
    public StrategySet Strategies { get; }

    /// <summary>Limits and exposure.</summary>
    public PreTradeRisk Risk { get; }

    /// <summary>What tells risk how markets and profits stand.</summary>
    public RiskFeed RiskFeed { get; }

    /// <summary>Cancels what is open in halted scopes.</summary>
    public CancelSweep Sweep { get; }

    /// <summary>Closes what is held in scopes that are to be flat.</summary>
    public Flattener Flattener { get; }

    /// <summary>Closes the legs of strategies that have met their stops.</summary>
    public StopDesk Stops { get; }

    /// <summary>How much strategies enter with, where that is configured.</summary>
    public SizeDesk Sizes { get; }

    /// <summary>Orders and questions of operators.</summary>
    public OperatorOrders OperatorOrders { get; }

    /// <summary>Records of what operators did.</summary>
    public ActDesk Acts { get; }

    /// <summary>Orders that are open, and lately were.</summary>
    public OrderTable Orders { get; }

    /// <summary>Replaces that wait for the one before them.</summary>
    public ReplaceQueue Replaces { get; }

    /// <summary>Orders that the engine keeps because no venue does.</summary>
    public HeldDesk Held { get; }

    /// <summary>What makes our own orders give way to one that would meet them.</summary>
    public SelfTradePrevention SelfTrades { get; }

    /// <summary>Comparison with the venue's account, after every logon.</summary>
    public AccountReconciliation Reconciliation { get; }

    /// <summary>Positions and PnL.</summary>
    public PositionLedger Positions { get; }

    /// <summary>Funding that falls due by a schedule.</summary>
    public FundingDesk Funding { get; }

    /// <summary>Changes of orders that strategies have not been told of yet.</summary>
    public OrderReportQueue Reports { get; } = new((2 * OutboxCapacity) + 1);

    /// <summary>What the session to the broker last said.</summary>
    public VenueState SessionState => _sessionState;

    /// <summary>How far orders may go: Ready only while no order is in doubt and the account is reconciled.</summary>
    public VenueState VenueState => SessionState == VenueState.Ready && !IsAccountKnown
        ? VenueState.LoggedOn : SessionState;

    /// <summary>The session is ready, no order is in doubt, and every market is fit.</summary>
    public bool IsReadyToTrade
    {
        get
        {
            for (int i = 0; i < Instruments.Count; i++)
            {
                if (!Analysis[i].IsFit)
                    return false;
            }

            return VenueState == VenueState.Ready;
        }
    }

    /// <summary>Configuration that the journal's last life was started with; 0 before the first.</summary>
    public long ConfigurationHash => _configurationHash;

    /// <summary>Lives of the journal so far.</summary>
    public long StartCount => _startCount;

    /// <summary>Last MsgSeqNum(34) known to be journaled: recovery asks the broker for what follows.</summary>
    public long LastMsgSeqNum => _lastMsgSeqNum;

    /// <summary>Last operator's request worked on.</summary>
    public long LastRequestId => _lastRequestId;

    /// <summary>Its journal sequence.</summary>
    public long LastRequestSequence => _lastRequestSequence;

    /// <summary>Whether the latest funding payment was booked, and not told before.</summary>
    public bool WasFundingNew => _wasFundingNew;

    /// <summary>How the engine itself closes what a strategy holds.</summary>
    internal LegCloser Closer { get; }

    private bool IsAccountKnown => Orders.InDoubtCount == 0 && Reconciliation.IsDone;

    /// <summary>
    /// A new life: ids go on beyond all that an earlier one may have used, and whatever is open is in doubt.
    /// </summary>
    public void BeginLife(in EngineStart start)
    {
        if (StartCount == 0)
            Outbox.StartOrderIdsAt(start.OrderIdBase);

        Outbox.StartOrderIdsAt(start.OrderIdFloor);
        _startCount = start.StartCount;
        _configurationHash = start.ConfigurationHash;
        _sessionState = VenueState.Disconnected;
        Orders.MarkAllOpenInDoubt();
    }

    /// <summary>A report of the broker: order table and positions, then exposure, then (later) the strategy.</summary>
    public void ApplyExecution(in EngineEvent e)
    {
        _lastMsgSeqNum = long.Max(LastMsgSeqNum, e.Execution.MsgSeqNum);
        bool isChanged = Orders.Apply(in e, out OrderReport report);
        if (Orders.IsHaltAdvised)
            Risk.Halt(); // The broker's books and ours differ: no new orders until an operator has looked.

        if (!isChanged)
            return;

        TakeReport(in report);
        Reconciliation.OnReport(in e, in report);
    }

    /// <summary>What changed, for risk at once and for the strategy later.</summary>
    public void TakeReport(in OrderReport report)
    {
        Stops.OnReport(in report);
        OrderReport told = report;
        Held.Rewrite(ref told);
        Risk.OnReport(in told);
        Reports.Add(in told);
    }

    /// <summary>Part of the answer to a question about the account.</summary>
    public void ApplyAccountReport(in AccountReport report) =>
        _lastMsgSeqNum = long.Max(LastMsgSeqNum, report.MsgSeqNum);

    /// <summary>The session came or went.</summary>
    public void ApplyVenueStatus(in VenueStatus status)
    {
        _lastMsgSeqNum = status.MsgSeqNum; // Lower than before where both sides have agreed to begin anew.
        _sessionState = status.State;
        if (status.State != VenueState.Disconnected)
            return;

        Orders.MarkAllOpenInDoubt();
        Risk.Phases.Forget();
    }

    /// <summary>The venue said its phase.</summary>
    public void ApplySessionStatus(in EngineEvent e)
    {
        _lastMsgSeqNum = long.Max(LastMsgSeqNum, e.Session.MsgSeqNum);
        Risk.Phases.Tell(e.InstrumentIndex, e.Session.Phase, e.ReceiveTimestampNs);
    }

    /// <summary>An operator's word.</summary>
    public void ApplyCommand(in EngineEvent e)
    {
        _lastRequestId = e.Command.RequestId;
        _lastRequestSequence = e.Sequence;
        Risk.OnCommand(in e);
        if (e.Command.Kind == CommandKind.AccountFunding)
            _wasFundingNew = Positions.TryBookFunding(
                e.Act.QtyLots, e.Act.ScopeIndex, e.InstrumentIndex, e.Command.Argument);

        Acts.OnCommand(in e);
        if (e.Command.Kind == CommandKind.CancelOrder)
            CancelForOperator(in e);
    }

    /// <summary>Asks after orders in doubt, a few with each input, once the broker has resent all it had.</summary>
    public void AskAfterOrdersInDoubt(in EngineEvent cause)
    {
        if (SessionState != VenueState.Ready || Orders.InDoubtCount == 0 || Reconciliation.HoldsQuestions)
            return;

        int max = int.Min(StatusRequestsPerInputMax, Risk.RoomForCancels(cause.ReceiveTimestampNs));
        Orders.WriteStatusRequests(Outbox, in cause, max);
    }

    /// <summary>
    /// Hash of everything that later outputs depend on: equal for two runs exactly when they will go on alike. Of the
    /// hashes of all sections, in order.
    /// </summary>
    public long Hash()
    {
        var hash = new StateHash();
        foreach (StateSection section in StateSections.All)
            hash.Add(Hash(section));

        return hash.Value;
    }

    /// <summary>Hash of one section.</summary>
    public long Hash(StateSection section)
    {
        StateTransfer transfer = StateTransfer.Hash();
        Transfer(section, ref transfer);
        return transfer.HashValue;
    }

    /// <summary>
    /// Saves, loads or hashes one section. Between two inputs only. A loaded state is one that has worked on every
    /// input up to where it was saved; it must have been built with the same configuration.
    /// </summary>
    /// <exception cref="System.InvalidOperationException">What was saved has another shape.</exception>
    public void Transfer(StateSection section, ref StateTransfer state)
    {
        switch (section)
        {
            case StateSection.Session:
                TransferSession(ref state);
                break;

            case StateSection.Outbox:
                Outbox.Transfer(ref state);
                break;

            case StateSection.Analysis:
                Analysis.Transfer(ref state);
                break;

            case StateSection.Strategies:
                Strategies.Transfer(ref state);
                break;

            case StateSection.Risk:
                Risk.Transfer(ref state);
                Sweep.Transfer(ref state);
                Closer.Transfer(ref state);
                Flattener.Transfer(ref state);
                Stops.Transfer(ref state);
                Sizes.Transfer(ref state);
                break;

            case StateSection.Orders:
                Orders.TransferBesideSlots(ref state);
                Held.Transfer(ref state);
                break;

            case StateSection.Positions:
                Positions.Transfer(ref state);
                Funding.Transfer(ref state);
                break;

            case StateSection.Reports:
                Reports.Transfer(ref state);
                break;

            case StateSection.OrderSlots:
                Orders.TransferSlots(ref state);
                break;

            default:
                throw new System.ArgumentOutOfRangeException(nameof(section), section, "there is no such section");
        }
    }

    private static LedgerSetup LedgerOf(EngineConfiguration configuration) => new()
    {
        InstrumentCount = configuration.Instruments.Count,
        StrategyCount = configuration.Strategies.Count,
        Accounts = configuration.Accounts.Terms,
        AccountByStrategy = [.. configuration.Risk.Setup.Strategies.Select(s => s.AccountIndex)],
        Fees = configuration.Accounts.Fees,
    };

    /// <summary>An order that is not open is not cancelled: the journal has nothing behind the command then.</summary>
    private void CancelForOperator(in EngineEvent e)
    {
        bool isKnown = Orders.TryFind(new OrderId(e.Command.Argument), out Order order) && order.IsOpen;
        if (!isKnown && Held.Orders.Find(e.Command.Argument) is >= 0 and var held)
        {
            order.OrderId = e.Command.Argument;
            order.InstrumentIndex = Held.Orders[held].InstrumentIndex;
            order.Side = Held.Orders[held].Side;
            order.OpenLots = Held.Orders[held].OpenLots;
        }
        else if (!isKnown)
        {
            Held.TryAcknowledge(e.Command.Argument, in e);
            return;
        }

        ref EngineEvent cancel = ref Outbox.Add(EventKind.CancelOrder, in e);
        cancel.InstrumentIndex = order.InstrumentIndex;
        cancel.Side = order.Side;
        cancel.Order.OriginalOrderId = order.OrderId;
        cancel.Order.QtyLots = order.OpenLots;
        cancel.Order.CauseSequence = e.Sequence;
        cancel.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
    }

    private void TransferSession(ref StateTransfer state)
    {
        state.Value(ref _sessionState);
        state.Value(ref _configurationHash);
        state.Value(ref _startCount);
        state.Value(ref _lastMsgSeqNum);
        state.Value(ref _lastRequestId);
        state.Value(ref _lastRequestSequence);
        Reconciliation.Transfer(ref state);
    }
}
