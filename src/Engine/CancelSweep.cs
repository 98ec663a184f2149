using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Cancels what is open in halted scopes, whoever halted them and whatever strategies do, but for what closes there
/// (<see cref="LegCloser"/>), which is given its time; and everything after a lost session where that is configured. As
/// many cancels with an input as the outbox holds; while there is more to do the decision thread gives itself inputs
/// without waiting. Decision thread only; O(open orders) an input while it is at work; 0 bytes.
/// </summary>
public sealed class CancelSweep
{
    private readonly DecisionState _state;
    private readonly bool _cancelsOnDisconnect;
    private long _haltCountSeen;
    private bool _isArmed;
    private bool _takesAll;

    internal CancelSweep(DecisionState state, bool cancelsOnDisconnect)
    {
        _state = state;
        _cancelsOnDisconnect = cancelsOnDisconnect;
    }

    /// <summary>Cancels are left to write and a session could carry them.</summary>
    public bool HasMore => _isArmed && IsSessionUp;

    private bool IsSessionUp => _state.SessionState is VenueState.LoggedOn or VenueState.Ready;

    /// <summary>Works on one input, after strategies and before the verdicts.</summary>
    public void OnEvent(in EngineEvent e)
    {
        if (_state.Risk.HaltCount != _haltCountSeen)
        {
            _haltCountSeen = _state.Risk.HaltCount;
            _isArmed = true;
        }

        bool isLost = e.Kind == EventKind.VenueStatus && e.Venue.State == VenueState.Disconnected;
        if (isLost && _cancelsOnDisconnect)
        {
            _isArmed = true;
            _takesAll = true;
        }

        if (!HasMore || !WriteCancels(in e))
            return;

        _isArmed = false;
        _takesAll = false;
    }

    /// <summary>Saves, loads or hashes what is left to do.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _haltCountSeen);
        state.Value(ref _isArmed);
        state.Value(ref _takesAll);
    }

    /// <summary>True when nothing is left.</summary>
    private bool WriteCancels(in EngineEvent cause)
    {
        int wishCount = _state.Outbox.Count;
        foreach (ref readonly Order order in _state.Orders.OpenOrders)
        {
            if (!IsWanted(in order, cause.ReceiveTimestampNs) || IsWished(order.OrderId, wishCount))
                continue;

            if (_state.Outbox.Room == 0)
                return false;

            ref EngineEvent cancel = ref _state.Outbox.Add(EventKind.CancelOrder, in cause);
            cancel.InstrumentIndex = order.InstrumentIndex;
            cancel.Side = order.Side;
            cancel.Order.OriginalOrderId = order.OrderId;
            cancel.Order.StrategyIndex = order.StrategyIndex;
            cancel.Order.CauseSequence = cause.Sequence;
        }

        return true;
    }

    private bool IsWanted(in Order order, long nowNs) => (order.PendingCancelId == 0 || order.IsCancelInDoubt) &&
        (_takesAll || (IsHalted(in order) && !IsClosing(in order, nowNs)));

    private bool IsHalted(in Order order) => _state.Risk.IsHaltedFor(order.StrategyIndex, order.InstrumentIndex);

    /// <summary>Where only a loss has halted, an order that closes has its second.</summary>
    private bool IsClosing(in Order order, long nowNs) => _state.Closer.IsGivenTime(in order, nowNs) &&
        _state.Risk.MayFlatten(order.StrategyIndex, order.InstrumentIndex);

    /// <summary>Whether one of the first wishes with this input cancels the order already.</summary>
    internal bool IsWished(long orderId, int wishCount)
    {
        for (int i = 0; i < wishCount; i++)
        {
            ref readonly EngineEvent wish = ref _state.Outbox[i];
            if (wish.Kind == EventKind.CancelOrder && wish.Order.OriginalOrderId == orderId)
                return true;
        }

        return false;
    }
}
