using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// Looks again, while trading goes on, whether the venue has what we have: requests that nobody answers, open orders,
/// positions. By event time, so that a replay looks at the same inputs. Decision thread only; 0 bytes.
/// </summary>
/// <remarks>
/// <code>
///  due ─> Trades (AD) ─> Orders (AF) ─> Positions (AN, twice where they differ) ─> not due
///     an open order that the answer leaves out is in doubt, and asked after by itself (H)
///     a position beyond the tolerance is told once, and trading goes on, reduces or halts
///     an instrument that has filled a moment ago is not compared: the answer may be older
/// </code>
/// </remarks>
internal sealed class ContinuousChecks(
    DecisionState state, ReconcileConfiguration rules, BreakBook breaks, TradeMerge trades)
{
    private readonly PositionComparison _positions = new(state.Positions);
    private readonly long[] _toldLots = new long[new PositionComparison(state.Positions).PlaceCount];
    private readonly long[] _filledNs = new long[state.Instruments.Count];
    private AccountRequestKind _asked;   // None while nothing is awaited.
    private AccountRequestKind _refused; // The first that the venue does not know: neither is asked for any more.
    private bool _knowsNoTrades;         // The venue has said so in this session.
    private long _requestId;
    private long _deadlineNs;
    private long _nextNs;
    private long _nextInFlightNs;
    private long _inFlightBeforeId;      // Requests below this id are older than one period.
    private long _ordersBeforeId;        // Orders from this id on came after the question.
    private int _positionAskCount;
    private bool _isWanted;              // Before its time.

    /// <summary>True while answers about orders belong to a check.</summary>
    public bool IsAskingForOrders => _asked == AccountRequestKind.Orders;

    /// <summary>A session has been reconciled: the first check comes one period later.</summary>
    public void Begin(long nowNs)
    {
        _asked = AccountRequestKind.None;
        _refused = AccountRequestKind.None;
        _knowsNoTrades = false;
        _nextNs = nowNs + rules.EveryNs;
        _nextInFlightNs = nowNs + rules.InFlightNs;
        _inFlightBeforeId = 0;
    }

    /// <summary>The next check comes with the next timer, whenever it would be due.</summary>
    public void CheckSoon() => _isWanted = true;

    /// <summary>Works on one input while the session is ready and reconciled.</summary>
    public void OnEvent(in EngineEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Execution:
                TakeExecution(in e);
                break;

            case EventKind.AccountReport when _asked != AccountRequestKind.None && e.Account.RequestId == _requestId:
                TakeAnswer(in e);
                break;

            case EventKind.Timer:
                LookAtRequests(in e);
                LookAtTime(in e);
                break;

            default:
                break; // Nothing else tells of the account.
        }
    }

    public void Transfer(ref StateTransfer transfer)
    {
        transfer.Value(ref _asked);
        transfer.Value(ref _refused);
        transfer.Value(ref _knowsNoTrades);
        transfer.Value(ref _requestId);
        transfer.Value(ref _deadlineNs);
        transfer.Value(ref _nextNs);
        transfer.Value(ref _nextInFlightNs);
        transfer.Value(ref _inFlightBeforeId);
        transfer.Value(ref _ordersBeforeId);
        transfer.Value(ref _positionAskCount);
        transfer.Value(ref _isWanted);
        transfer.Values(_toldLots.AsSpan());
        transfer.Values(_filledNs.AsSpan());
        _positions.Transfer(ref transfer);
    }

    private void TakeExecution(in EngineEvent e)
    {
        bool moves = e.Execution.ExecType is ExecType.Trade or ExecType.TradeCancel or ExecType.TradeCorrect;
        if (moves && (uint)e.InstrumentIndex < (uint)_filledNs.Length)
            _filledNs[e.InstrumentIndex] = e.ReceiveTimestampNs;
        else if (IsAskingForOrders && e.Execution.ExecType == ExecType.OrderStatus)
            state.Orders.Doubtful.NoteNamed(in e.Execution);
    }

    private void TakeAnswer(in EngineEvent e)
    {
        switch (e.Account.Kind)
        {
            case AccountReportKind.Trade:
                trades.Take(in e);
                break;

            case AccountReportKind.TradesEnd when TradeMerge.IsWholeEnd(in e.Account):
                trades.EndAnswer();
                AskForOrders(in e);
                break;

            case AccountReportKind.TradesRefused:
                _knowsNoTrades = true;
                AskForOrders(in e);
                break;

            case AccountReportKind.OrdersEnd when e.Account.ReportCount == e.Account.TotalCount:
                state.Orders.Doubtful.MarkUnnamed(_ordersBeforeId);
                GoOn(in e);
                break;

            case AccountReportKind.Position:
                _positions.Take(in e);
                break;

            case AccountReportKind.PositionsEnd when _positions.IsWhole(in e.Account):
                Compare(in e);
                break;

            case AccountReportKind.OrdersRefused or AccountReportKind.PositionsRefused:
                _refused = _asked;
                End(e.ReceiveTimestampNs + rules.EveryNs);
                break;

            default:
                break; // An answer of which parts are missing is none: the deadline ends it.
        }
    }

    private void GoOn(in EngineEvent e)
    {
        if (rules.AsksPositions && state.Outbox.Room > 0)
        {
            _positions.Forget();
            _positionAskCount = 0;
            Ask(in e, AccountRequestKind.Positions);
        }
        else
        {
            End(e.ReceiveTimestampNs + rules.EveryNs);
        }
    }

    // The first answer that differs is asked for again: a fill may have been on its way.
    private void Compare(in EngineEvent e)
    {
        if (!_positions.Settle() && _positionAskCount == 1)
        {
            Ask(in e, AccountRequestKind.Positions);
            return;
        }

        for (int place = 0; place < _toldLots.Length && state.Outbox.Room > 0; place++)
        {
            if (e.ReceiveTimestampNs - _filledNs[_positions.InstrumentOf(place)] < rules.RecentNs)
                continue;

            long differenceLots = _positions.AgreedLots(place);
            bool isBreak = Math.Abs(differenceLots) > rules.ToleranceLots;
            if (isBreak && differenceLots != _toldLots[place])
                breaks.TellDrift(in e, place, _positions, _requestId);

            _toldLots[place] = isBreak ? differenceLots : 0;
        }

        End(e.ReceiveTimestampNs + rules.EveryNs);
    }

    private void LookAtRequests(in EngineEvent e)
    {
        if (rules.InFlightNs == 0 || e.ReceiveTimestampNs < _nextInFlightNs)
            return;

        state.Orders.Doubtful.MarkUnanswered(_inFlightBeforeId);
        _inFlightBeforeId = state.Outbox.NextOrderId;
        _nextInFlightNs = e.ReceiveTimestampNs + rules.InFlightNs;
    }

    private void LookAtTime(in EngineEvent e)
    {
        long nowNs = e.ReceiveTimestampNs;
        if (_asked != AccountRequestKind.None)
        {
            if (nowNs >= _deadlineNs)
                TellUnanswered(in e);

            return;
        }

        bool isDue = _isWanted || (rules.EveryNs > 0 && nowNs >= _nextNs);
        if (!isDue || _refused != AccountRequestKind.None || state.Orders.InDoubtCount > 0 || state.Outbox.Room == 0)
            return;

        _isWanted = false;
        if (rules.AsksTrades && !_knowsNoTrades)
            Ask(in e, AccountRequestKind.Trades);
        else
            AskForOrders(in e);
    }

    private void AskForOrders(in EngineEvent e)
    {
        if (rules.AsksOrders && state.Outbox.Room > 0)
        {
            state.Orders.Doubtful.ForgetNamed();
            _ordersBeforeId = state.Outbox.NextOrderId;
            Ask(in e, AccountRequestKind.Orders);
        }
        else
        {
            GoOn(in e);
        }
    }

    private void TellUnanswered(in EngineEvent e)
    {
        if (state.Outbox.Room == 0)
            return; // With the next timer.

        BreakKind kind = _asked switch
        {
            AccountRequestKind.Trades => BreakKind.TradesUnanswered,
            AccountRequestKind.Orders => BreakKind.OrdersUnanswered,
            _ => BreakKind.PositionsUnanswered,
        };
        breaks.Tell(in e, kind, _requestId);
        End(e.ReceiveTimestampNs + rules.EveryNs);
    }

    private void Ask(in EngineEvent e, AccountRequestKind kind)
    {
        if (kind == AccountRequestKind.Positions)
        {
            _positions.BeginAnswer();
            _positionAskCount++;
        }

        _asked = kind;
        _requestId = kind == AccountRequestKind.Trades
            ? trades.Ask(in e)
            : AccountQuestion.Write(state.Outbox, in e, kind);
        _deadlineNs = e.ReceiveTimestampNs + rules.PatienceNs;
    }

    private void End(long nextNs)
    {
        _asked = AccountRequestKind.None;
        _nextNs = nextNs;
    }
}
