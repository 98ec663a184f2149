using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Orders that an operator sends, and questions what the gate would say. They go the way of every order: through risk,
/// the order table and the journal. Decision thread only; the outcome is read by the control door once the decision
/// thread has said that it worked on the request. 0 bytes.
/// </summary>
public sealed class OperatorOrders
{
    private readonly DecisionState _state;
    private int _waitingIndex = -1; // Of the wish in the outbox; within one input only.

    internal OperatorOrders(DecisionState state) => _state = state;

    /// <summary>Verdict on the latest order or question, with its reason; Accepted has none.</summary>
    public Denial Outcome { get; private set; }

    /// <summary>Turns a command into a wish, or answers it at once.</summary>
    public void OnCommand(in EngineEvent command)
    {
        if (command.Command.Kind == CommandKind.OrderSend && _state.Outbox.Room > 0)
        {
            _waitingIndex = _state.Outbox.Count;
            Fill(ref _state.Outbox.Add(EventKind.NewOrder, in command), in command);
        }
        else if (command.Command.Kind == CommandKind.OrderProbe)
        {
            EngineEvent order = default;
            order.Kind = EventKind.NewOrder;
            order.InstrumentIndex = command.InstrumentIndex;
            order.ReceiveTimestampNs = command.ReceiveTimestampNs;
            Fill(ref order, in command);
            order.Order.StrategyIndex = command.Act.ScopeIndex < _state.Positions.StrategyCount
                ? (ushort)command.Act.ScopeIndex
                : OrderRequest.OperatorStrategyIndex; // As the operator's own orders are counted.
            RiskMarket market = _state.RiskFeed.MarketOf(in order, command.ReceiveTimestampNs);
            SetOutcome(_state.Risk.Probe(in order, in market));
        }
    }

    /// <summary>After the verdicts: keeps that of the operator's order.</summary>
    public void TakeVerdict()
    {
        if (_waitingIndex < 0)
            return;

        SetOutcome(_state.Outbox[_waitingIndex].Order.Verdict);
        _waitingIndex = -1;
    }

    private void SetOutcome(RiskVerdict verdict) => Outcome = verdict == RiskVerdict.Accepted
        ? new Denial(verdict, Row: -1, default)
        : _state.Risk.LastDenial;

    private static void Fill(ref EngineEvent order, in EngineEvent command)
    {
        order.Side = command.Side;
        order.Order.PriceTicks = command.Command.Argument;
        order.Order.QtyLots = command.Act.QtyLots;
        order.Order.Type = command.Act.OrderType;
        order.Order.TimeInForce = command.Act.OrderType == OrderType.Market
            ? TimeInForce.ImmediateOrCancel
            : TimeInForce.GoodTillCancel;
        order.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        order.Order.CauseSequence = command.Sequence;
    }
}
