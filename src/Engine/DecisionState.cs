using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Configuration;
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

    /// <exception cref="System.ArgumentException">A parameter is out of range; the text lists every fault.</exception>
    public DecisionState(EngineConfiguration configuration)
    {
        Instruments = configuration.Instruments;
        Analysis = new MarketAnalysis(Instruments, configuration.Analysis);
        Strategies = StrategyFactory.Create(configuration.Strategies, Analysis, Outbox);
        Risk = new PreTradeRisk(configuration.Risk.LimitsByInstrument, configuration.Risk.MessageRate);
        Positions = new PositionLedger(Instruments.Count, configuration.Strategies.Count);
        Orders = new OrderTable(Positions);
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

    /// <summary>Orders that are open, and lately were.</summary>
    public OrderTable Orders { get; }

    /// <summary>Positions and PnL.</summary>
    public PositionLedger Positions { get; }

    /// <summary>Changes of orders that strategies have not been told of yet.</summary>
    public OrderReportQueue Reports { get; } = new(OutboxCapacity + 1);

    /// <summary>What the session to the broker last said.</summary>
    public VenueState SessionState { get; private set; }

    /// <summary>How far orders may go: Ready only while no order is in doubt.</summary>
    public VenueState VenueState =>
        SessionState == VenueState.Ready && Orders.InDoubtCount > 0 ? VenueState.LoggedOn : SessionState;

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
    public long ConfigurationHash { get; private set; }

    /// <summary>Lives of the journal so far.</summary>
    public long StartCount { get; private set; }

    /// <summary>Last MsgSeqNum(34) known to be journaled: recovery asks the broker for what follows.</summary>
    public long LastMsgSeqNum { get; private set; }

    /// <summary>Last operator's request worked on.</summary>
    public long LastRequestId { get; private set; }

    /// <summary>Its journal sequence.</summary>
    public long LastRequestSequence { get; private set; }

    /// <summary>A new life: ids go on where the journal left them, and whatever is open is in doubt.</summary>
    public void BeginLife(in EngineStart start)
    {
        if (StartCount == 0)
            Outbox.StartOrderIdsAt(start.OrderIdBase);

        StartCount = start.StartCount;
        ConfigurationHash = start.ConfigurationHash;
        SessionState = VenueState.Disconnected;
        Orders.MarkAllOpenInDoubt();
    }

    /// <summary>A report of the broker: order table and positions, then exposure, then (later) the strategy.</summary>
    public void ApplyExecution(in EngineEvent e)
    {
        LastMsgSeqNum = long.Max(LastMsgSeqNum, e.Execution.MsgSeqNum);
        bool isChanged = Orders.Apply(in e, out OrderReport report);
        if (Orders.IsHaltAdvised)
            Risk.Halt(); // The broker's books and ours differ: no new orders until an operator has looked.

        if (!isChanged)
            return;

        Risk.OnReport(in report);
        Reports.Add(in report);
    }

    /// <summary>The session came or went.</summary>
    public void ApplyVenueStatus(in VenueStatus status)
    {
        LastMsgSeqNum = long.Max(LastMsgSeqNum, status.MsgSeqNum);
        SessionState = status.State;
        if (status.State == VenueState.Disconnected)
            Orders.MarkAllOpenInDoubt();
    }

    /// <summary>An operator's word.</summary>
    public void ApplyCommand(in EngineEvent e)
    {
        LastRequestId = e.Command.RequestId;
        LastRequestSequence = e.Sequence;
        Risk.OnCommand(in e);
    }

    /// <summary>Asks after orders in doubt, a few with each input, once the broker has resent all it had.</summary>
    public void AskAfterOrdersInDoubt(in EngineEvent cause)
    {
        if (SessionState != VenueState.Ready || Orders.InDoubtCount == 0)
            return;

        int max = int.Min(StatusRequestsPerInputMax, Risk.RoomForCancels(cause.ReceiveTimestampNs));
        Orders.WriteStatusRequests(Outbox, in cause, max);
    }

    /// <summary>
    /// Hash of everything that later outputs depend on: equal for two runs exactly when they will go on alike.
    /// </summary>
    public long Hash()
    {
        var hash = new StateHash();
        Outbox.AddTo(ref hash);
        Analysis.AddTo(ref hash);
        Strategies.AddTo(ref hash);
        Risk.AddTo(ref hash);
        Orders.AddTo(ref hash);
        Positions.AddTo(ref hash);
        Reports.AddTo(ref hash);
        hash.Add((long)SessionState);
        hash.Add(ConfigurationHash);
        hash.Add(StartCount);
        hash.Add(LastMsgSeqNum);
        hash.Add(LastRequestId);
        return hash.Value;
    }
}
