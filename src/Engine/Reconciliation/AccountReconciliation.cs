using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// Compares our books with the venue's account after every logon, before new orders are let through; cancels pass. A
/// pure function of the events, like all that decides: a replay finds the same breaks. Decision thread only; 0 bytes.
/// </summary>
/// <remarks>
/// <code>
///  session ready ─> Trades (AD) ─> Orders (AF) ─> Doubts (H, each)
///                   what the venue can name, then status, by the rules of the order table
///               ─> Positions (AN, twice where they differ) ─> Breaks ─> Done
///                   refused or unanswered: not compared       book or halt
///  session lost: begins anew
/// </code>
/// </remarks>
public sealed class AccountReconciliation
{
    private readonly DecisionState _state;
    private readonly ReconcileConfiguration _rules;
    private readonly PositionComparison _positions;
    private readonly BreakBook _breaks;
    private readonly TradeMerge _trades;
    private readonly ContinuousChecks _checks;
    private readonly DropCopyCheck? _copies;
    private ReconcileStep _step;
    private long _requestId;
    private long _deadlineNs;
    private int _attemptCount;
    private int _nextPlace;
    private bool _wasPutOff; // An order that may be one of ours in doubt: asked for again once those have answers.

    internal AccountReconciliation(DecisionState state, ReconcileConfiguration rules)
    {
        _state = state;
        _rules = rules;
        _positions = new PositionComparison(state.Positions);
        _breaks = new BreakBook(state, rules);
        _trades = new TradeMerge(state, rules, _breaks);
        _checks = new ContinuousChecks(state, rules, _breaks, _trades);
        if (rules.DropCopy is { } copyRules)
            _copies = new DropCopyCheck(state, copyRules, _breaks, _checks);
    }

    /// <summary>How far it has come.</summary>
    public ReconcileStep Step => _step;

    /// <summary>Breaks found since the first life.</summary>
    public long BreakCount => _breaks.Count;

    /// <summary>Last MsgSeqNum(34) of the drop copy's session that is in the journal; 0 for none.</summary>
    public long LastCopyMsgSeqNum => _copies?.LastMsgSeqNum ?? 0;

    /// <summary>True where nothing is left to compare, or nothing is compared at all.</summary>
    public bool IsDone => !_rules.IsOn || _step == ReconcileStep.Done;

    /// <summary>True while one question about all orders stands for those about each.</summary>
    public bool HoldsQuestions => _rules.IsOn &&
        (_step is ReconcileStep.Waiting or ReconcileStep.Trades or ReconcileStep.Orders);

    /// <summary>
    /// Moves on by at most one step an input, once the order table has had it and before orders in doubt are asked
    /// after.
    /// </summary>
    public void OnEvent(in EngineEvent e)
    {
        _copies?.OnEvent(in e);
        if (!_rules.IsOn)
            return;

        _trades.Note(in e);
        bool wasDone = _step == ReconcileStep.Done;
        bool isLost = e.Kind == EventKind.VenueStatus && e.Venue.State == VenueState.Disconnected;
        if (isLost || e.Kind == EventKind.EngineStart)
            _step = ReconcileStep.Waiting;

        TakeForeign(in e);
        if (_state.SessionState != VenueState.Ready || _state.Outbox.Room == 0)
            return;

        if (_step == ReconcileStep.Done)
            _checks.OnEvent(in e);
        else
            Advance(in e);

        if (!wasDone && _step == ReconcileStep.Done)
            _checks.Begin(e.ReceiveTimestampNs);
    }

    /// <summary>
    /// An execution has changed an order. Where it was an answer, it told what no report had told; where it filled, a
    /// synthetic fill may have stood for it.
    /// </summary>
    internal void OnReport(in EngineEvent e, in OrderReport report)
    {
        if (!_rules.IsOn)
            return;

        bool isComparing = _step is ReconcileStep.Orders or ReconcileStep.Doubts || _checks.IsAskingForOrders;
        if (isComparing && e.Execution.ExecType == ExecType.OrderStatus)
            _breaks.TakeAnswer(in e, in report);

        if (report.FilledLots > 0)
            _breaks.TakeBack(in e, in report);

        if (report.FilledLots == 0 || _step != ReconcileStep.Breaks)
            return;

        _step = ReconcileStep.Doubts; // The answer is older than this fill, or has it: positions are asked for anew.
        _deadlineNs = long.MaxValue;
        _positions.Forget();
    }

    /// <summary>Saves, loads or hashes how far it has come.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _step);
        state.Value(ref _requestId);
        state.Value(ref _deadlineNs);
        state.Value(ref _attemptCount);
        state.Value(ref _nextPlace);
        state.Value(ref _wasPutOff);
        _positions.Transfer(ref state);
        _trades.Transfer(ref state);
        _breaks.Transfer(ref state);
        _checks.Transfer(ref state);
        _copies?.Transfer(ref state);
    }

    // Where such orders are left alone, only answers tell of them: what others do in between is no break.
    private void TakeForeign(in EngineEvent e)
    {
        if (e.Kind != EventKind.Execution || _state.Outbox.Room == 0 || !_state.Orders.IsOfUnknownOrder(in e))
            return;

        bool isAnswer = e.Execution.ExecType == ExecType.OrderStatus && _step != ReconcileStep.Done;
        if (isAnswer && _step == ReconcileStep.Orders && _state.Orders.Doubtful.MayMean(in e))
            _wasPutOff = true;
        else if (isAnswer || _rules.ForeignOrders != ForeignOrderPolicy.Leave)
            _breaks.TakeForeign(in e, isAnswer ? _requestId : 0);
    }

    private void Advance(in EngineEvent e)
    {
        switch (_step)
        {
            case ReconcileStep.Waiting:
                Begin(in e);
                break;

            case ReconcileStep.Trades:
                AwaitTrades(in e);
                break;

            case ReconcileStep.Orders:
                AwaitOrders(in e);
                break;

            case ReconcileStep.Doubts:
                AwaitAnswers(in e);
                break;

            case ReconcileStep.Positions:
                AwaitPositions(in e);
                break;

            default: // Breaks: Done does not come here.
                WriteBreaks(in e);
                break;
        }
    }

    private void Begin(in EngineEvent e)
    {
        _attemptCount = 0;
        _wasPutOff = false;
        _positions.Forget();
        if (_rules.AsksTrades)
            Ask(in e, AccountRequestKind.Trades, ReconcileStep.Trades);
        else
            BeginOrders(in e);
    }

    // What the venue can name is booked at its own price before a total could only tell that it is missing.
    private void AwaitTrades(in EngineEvent e)
    {
        bool isOurs = IsAnswer(in e);
        bool isRefused = isOurs && e.Account.Kind == AccountReportKind.TradesRefused;
        if (isOurs && e.Account.Kind == AccountReportKind.Trade)
        {
            _trades.Take(in e);
        }
        else if (isOurs && TradeMerge.IsWholeEnd(in e.Account))
        {
            _trades.EndAnswer();
            BeginOrders(in e);
        }
        else if (isRefused || (IsOverdue(in e) && !TryAskAgain(in e, AccountRequestKind.Trades)))
        {
            _breaks.Tell(in e, BreakKind.TradesUnanswered, _requestId);
            BeginOrders(in e);
        }
    }

    private void BeginOrders(in EngineEvent e)
    {
        _attemptCount = 0;
        if (_rules.AsksOrders && _state.Outbox.Room > 0)
            Ask(in e, AccountRequestKind.Orders, ReconcileStep.Orders);
        else
            BeginDoubts(in e);
    }

    // Whatever the answer left out stays in doubt: it is asked after by itself, and never taken for closed.
    private void AwaitOrders(in EngineEvent e)
    {
        bool isOurs = IsAnswer(in e);
        if (isOurs && e.Account.Kind == AccountReportKind.OrdersRefused)
        {
            _breaks.Tell(in e, BreakKind.OrdersUnanswered, _requestId);
            BeginDoubts(in e);
        }
        else if (isOurs && IsWholeEnd(in e.Account))
        {
            BeginDoubts(in e);
        }
        else if (IsOverdue(in e) && !TryAskAgain(in e, AccountRequestKind.Orders))
        {
            _breaks.Tell(in e, BreakKind.OrdersUnanswered, _requestId);
            BeginDoubts(in e);
        }
    }

    private static bool IsWholeEnd(in AccountReport end) =>
        end.Kind == AccountReportKind.OrdersEnd && end.ReportCount == end.TotalCount;

    private void BeginDoubts(in EngineEvent e)
    {
        _step = ReconcileStep.Doubts;
        _attemptCount = 0;
        _deadlineNs = e.ReceiveTimestampNs + (_rules.PatienceNs * _rules.AttemptsMax);
    }

    private void AwaitAnswers(in EngineEvent e)
    {
        if (_state.Orders.InDoubtCount == 0)
        {
            if (_wasPutOff)
                BeginOrders(in e);
            else
                BeginPositions(in e);

            _wasPutOff = false;
            return;
        }

        if (!IsOverdue(in e))
            return;

        _deadlineNs = long.MaxValue; // Told once; the order table goes on asking.
        _breaks.TellOfDoubts(in e);
    }

    private void BeginPositions(in EngineEvent e)
    {
        _attemptCount = 0;
        if (_rules.AsksPositions)
            AskForPositions(in e);
        else
            _step = ReconcileStep.Done;
    }

    private void AwaitPositions(in EngineEvent e)
    {
        bool isOurs = IsAnswer(in e);
        if (isOurs && e.Account.Kind == AccountReportKind.Position)
        {
            _positions.Take(in e);
        }
        else if (isOurs && e.Account.Kind == AccountReportKind.PositionsRefused)
        {
            _breaks.Tell(in e, BreakKind.PositionsUnanswered, _requestId);
            _step = ReconcileStep.Done;
        }
        else if (isOurs && e.Account.Kind == AccountReportKind.PositionsEnd && _positions.IsWhole(in e.Account))
        {
            EndPositions(in e);
        }
        else if (IsOverdue(in e) && !TryAskAgain(in e, AccountRequestKind.Positions))
        {
            _breaks.TellUnansweredPositions(in e, _requestId);
            _step = ReconcileStep.Done;
        }
    }

    private void EndPositions(in EngineEvent e)
    {
        if (!_positions.Settle() && TryAskAgain(in e, AccountRequestKind.Positions))
            return;

        _nextPlace = 0;
        _step = ReconcileStep.Breaks;
        WriteBreaks(in e);
    }

    private void WriteBreaks(in EngineEvent e)
    {
        for (; _nextPlace < _positions.PlaceCount; _nextPlace += _positions.LegCount)
        {
            if (_state.Outbox.Room < _positions.LegCount || !_breaks.HasRoomForReport)
                return; // The next input goes on.

            _breaks.TellPositions(in e, _nextPlace, _positions, _requestId);
        }

        _step = ReconcileStep.Done;
    }

    private bool IsAnswer(in EngineEvent e) =>
        e.Kind == EventKind.AccountReport && e.Account.RequestId == _requestId;

    private bool IsOverdue(in EngineEvent e) => e.ReceiveTimestampNs >= _deadlineNs;

    private bool TryAskAgain(in EngineEvent e, AccountRequestKind kind)
    {
        if (_attemptCount >= _rules.AttemptsMax)
            return false;

        if (kind == AccountRequestKind.Positions)
            AskForPositions(in e);
        else
            Ask(in e, kind, _step);

        return true;
    }

    private void AskForPositions(in EngineEvent e)
    {
        _positions.BeginAnswer();
        Ask(in e, AccountRequestKind.Positions, ReconcileStep.Positions);
    }

    private void Ask(in EngineEvent e, AccountRequestKind kind, ReconcileStep step)
    {
        _step = step;
        _attemptCount++;
        _requestId = kind == AccountRequestKind.Trades
            ? _trades.Ask(in e)
            : AccountQuestion.Write(_state.Outbox, in e, kind);
        _deadlineNs = e.ReceiveTimestampNs + _rules.PatienceNs;
    }
}
