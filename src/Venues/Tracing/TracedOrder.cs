using System;

namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// The state machine of one order and its chain of replaces, as the counterparty's reports tell it. A report's own
/// OrdStatus and totals are taken; what is checked is whether the report is new at all. Source: FIX 4.4 Volume 4,
/// "Order State Change Matrices".
/// </summary>
/// <remarks>
/// <code>
///  sent ─> Pending New ─> New ─> Partially filled ─> Filled
///             │            │  ▲        │   ▲           │ ▲
///             ▼            ▼  └────────┼───┴───────────┘ └ replaced, corrected, busted: back and forth
///          Rejected     Pending Cancel, Pending Replace ─> Canceled, or as before
/// </code>
/// Quantities accumulate over the whole chain. A fill while a replace is pending belongs to the old id and quantity.
/// </remarks>
internal sealed class TracedOrder
{
    private const long UnknownOrderReason = 1;   // CxlRejReason(102).
    private const long DuplicateOrderReason = 6; // OrdRejReason(103).

    private readonly ExecutionLedger _executions = new();
    private readonly RequestChain _chain = new();
    private readonly ReportAge _age = new();

    private string? _orderId;
    private char _status;
    private decimal? _orderQty;
    private decimal _cumQty;
    private decimal _leavesQty;
    private decimal _avgPx;
    private OrderReject? _lastReject;

    /// <summary>The venue has reported on it.</summary>
    public bool IsReported { get; private set; }

    /// <summary>The log has the message that sent it.</summary>
    public bool IsSent { get; private set; }

    public string? OrderId => _orderId;

    public OrderState State() => new()
    {
        ClOrdID = _chain.OpenId,
        OrderID = _orderId,
        OrdStatus = _status,
        Pending = _chain.Pending,
        PendingClOrdIDs = _chain.PendingIds(),
        OrderQty = _orderQty,
        CumQty = _cumQty,
        LeavesQty = _leavesQty,
        AvgPx = _avgPx,
        LastReject = _lastReject,
    };

    /// <summary>A new order was sent.</summary>
    public void Send(OrderMessage order)
    {
        IsSent = true;
        _chain.Open(order.ClOrdID);
        if (IsReported)
            return; // The log is out of order; the report knows better.

        _orderQty = order.OrderQty;
        _leavesQty = order.OrderQty ?? 0;
        _status = OrdStatuses.PendingNew;
    }

    /// <summary>A cancel or a replace was sent.</summary>
    public void Ask(OrderMessage request, PendingKind kind)
    {
        _chain.Open(request.OrigClOrdID);
        _chain.Ask(request.ClOrdID, kind);
    }

    /// <summary>An ExecutionReport(8).</summary>
    public TraceNote Report(OrderMessage report)
    {
        if (_executions.IsRepeated(report, _cumQty))
            return TraceNote.Duplicate;

        TraceNote note = _executions.Enter(report, out decimal changeQty);
        if (note == TraceNote.AlreadyCanceled)
            return note;

        bool isLate = note == TraceNote.Late || IsLate(report);
        TakeIds(report);
        TakeReject(report);
        if (isLate)
            return TraceNote.Late;

        IsReported = true;
        if (IsRefusalOfDuplicate(report))
            return note;

        TakeQuantities(report, changeQty);
        TakeStatus(report);
        _age.Note(report);
        return note;
    }

    /// <summary>An OrderCancelReject(9).</summary>
    public TraceNote RefuseRequest(OrderMessage reject)
    {
        if (_chain.IsAnswered(reject.ClOrdID))
            return TraceNote.Duplicate;

        _chain.Open(reject.OrigClOrdID);
        _orderId = reject.OrderID ?? _orderId;
        PendingKind asked = _chain.Refuse(reject.ClOrdID);
        asked = reject.Refuses == PendingKind.None ? asked : reject.Refuses;
        _lastReject = new OrderReject(
            asked == PendingKind.Replace ? "replace" : "cancel", reject.ClOrdID, reject.Reason, reject.Text);

        bool isUnknown = reject.Reason == UnknownOrderReason;
        if (!(isUnknown && IsReported))
            TakeStatusOfReject(reject.OrdStatus);
        else
            TakeStatusOfReject('\0');

        return isUnknown ? TraceNote.UnknownOrder : TraceNote.None;
    }

    /// <summary>A request never reached the venue's books: Reject(3) or BusinessMessageReject(j).</summary>
    public void Return(OrderMessage reject, string? requestId, PendingKind asked)
    {
        string of = asked switch { PendingKind.Cancel => "cancel", PendingKind.Replace => "replace", _ => "order" };
        _lastReject = new OrderReject(of, requestId, reject.Reason, reject.Text);
        if (asked != PendingKind.None)
        {
            _chain.Refuse(requestId);
            TakeStatusOfReject('\0');
        }
        else if (!IsReported)
        {
            _status = OrdStatuses.Rejected;
            _leavesQty = 0;
        }
    }

    private bool IsLate(OrderMessage report)
    {
        bool isFallingBack = report.CumQty < _cumQty;
        return report.Kind switch
        {
            ReportKind.TradeCorrect or ReportKind.TradeCancel or ReportKind.Restated => _age.IsOlder(report),
            ReportKind.New or ReportKind.PendingNew => IsPast(report.Kind) && !_age.IsNewer(report),
            ReportKind.PendingCancel or ReportKind.PendingReplace =>
                _chain.IsAnswered(report.ClOrdID) ||
                ((isFallingBack || OrdStatuses.IsEnd(_status)) && !_age.IsNewer(report)),
            _ => isFallingBack && !_age.IsNewer(report),
        };
    }

    // An acknowledgement after what can only follow it.
    private bool IsPast(ReportKind kind) => kind == ReportKind.New
        ? _cumQty > 0 || _status is OrdStatuses.Filled or OrdStatuses.DoneForDay || OrdStatuses.IsEnd(_status)
        : IsReported && _status != OrdStatuses.PendingNew && !OrdStatuses.IsPending(_status);

    private void TakeIds(OrderMessage report)
    {
        _orderId = report.OrderID ?? _orderId;
        bool isAnswer = report.Kind is ReportKind.PendingCancel or ReportKind.PendingReplace or ReportKind.Canceled or
            ReportKind.Replaced;
        _chain.Open(isAnswer ? report.OrigClOrdID ?? report.ClOrdID : report.ClOrdID);
        switch (report.Kind)
        {
            case ReportKind.PendingCancel:
                _chain.Ask(report.ClOrdID, PendingKind.Cancel);
                break;

            case ReportKind.PendingReplace:
                _chain.Ask(report.ClOrdID, PendingKind.Replace);
                break;

            case ReportKind.Replaced:
                _chain.AcceptReplace(report.ClOrdID, report.OrigClOrdID);
                break;

            case ReportKind.Canceled:
                _chain.AcceptCancel(report.ClOrdID);
                break;

            case ReportKind.Trade:
                // A fill under the new id shows that the replace was accepted, whatever became of the report of it.
                if (_chain.IsReplacePending(report.ClOrdID) && !OrdStatuses.IsPending(report.OrdStatus))
                    _chain.AcceptReplace(report.ClOrdID, null);

                break;

            default: // The others carry an id of the chain and change none.
                break;
        }
    }

    private void TakeReject(OrderMessage report)
    {
        bool isUnknown = report is { Kind: ReportKind.OrderStatus, OrdStatus: OrdStatuses.Rejected };
        if (report.Kind == ReportKind.Rejected || isUnknown)
            _lastReject = new OrderReject("order", report.ClOrdID, report.Reason, report.Text);
    }

    // The refusal of a second order under this id says nothing of the first, even where it is worded as if.
    private bool IsRefusalOfDuplicate(OrderMessage report) =>
        report is { Kind: ReportKind.Rejected, Reason: DuplicateOrderReason, OrdStatus: OrdStatuses.Rejected } &&
        _status != OrdStatuses.PendingNew && _status != '\0';

    private void TakeQuantities(OrderMessage report, decimal changeQty)
    {
        _cumQty = report.CumQty ?? Math.Max(0, _cumQty + changeQty);
        if (report.OrderQty is { } orderQty && IsInForce(report, orderQty))
            _orderQty = orderQty;

        bool isOver = OrdStatuses.IsEnd(report.OrdStatus) || report.OrdStatus == OrdStatuses.DoneForDay;
        _leavesQty = report.LeavesQty ?? (isOver ? 0 : Math.Max(0, (_orderQty ?? _cumQty) - _cumQty));
        TakeAveragePrice(report);
    }

    // A replace's quantity counts from its acceptance on; what is stated before counts only where it adds up.
    private bool IsInForce(OrderMessage report, decimal orderQty)
    {
        bool isDoubtful = report.Kind is ReportKind.PendingCancel or ReportKind.PendingReplace or ReportKind.Rejected ||
            (report.Kind != ReportKind.Replaced && _chain.HasReplacePending);
        return !isDoubtful || _orderQty is null || report.LeavesQty is null
            ? !isDoubtful || _orderQty is null
            : orderQty == _cumQty + report.LeavesQty;
    }

    private void TakeAveragePrice(OrderMessage report)
    {
        bool isStated = report.AvgPx is not null && (report.AvgPx != 0 || _cumQty == 0);
        if (isStated)
            _avgPx = report.AvgPx!.Value;
        else if (_cumQty == 0)
            _avgPx = 0;
        else if (_executions.Qty == _cumQty)
            _avgPx = _executions.AveragePx;
    }

    private void TakeStatus(OrderMessage report)
    {
        char status = report.OrdStatus == '\0' ? StatusOf(report.Kind) : report.OrdStatus;
        bool isFill = report.Kind is ReportKind.Trade or ReportKind.TradeCorrect or ReportKind.TradeCancel;
        bool wouldRevive = isFill && OrdStatuses.IsEnd(_status) &&
            OrdStatuses.RankOf(status) < OrdStatuses.RankOf(_status);
        if (wouldRevive)
            _leavesQty = 0;
        else
            _status = status;
    }

    private char StatusOf(ReportKind kind) => kind switch
    {
        ReportKind.New or ReportKind.DoneForDay or ReportKind.Canceled or ReportKind.PendingCancel or
            ReportKind.Stopped or ReportKind.Rejected or ReportKind.Suspended or ReportKind.PendingNew or
            ReportKind.Calculated or ReportKind.Expired or ReportKind.PendingReplace => (char)kind,
        _ => StatusByQuantity(),
    };

    private char StatusByQuantity()
    {
        if (_cumQty == 0)
            return OrdStatuses.New;

        return _leavesQty == 0 ? OrdStatuses.Filled : OrdStatuses.PartiallyFilled;
    }

    // 0 where the refusal says nothing of the order: then it is as it was before the request.
    private void TakeStatusOfReject(char status)
    {
        bool isOver = OrdStatuses.IsEnd(_status) && IsReported;
        bool isBehind = status is OrdStatuses.New or OrdStatuses.PartiallyFilled && _cumQty > 0 &&
            (status == OrdStatuses.New || _leavesQty == 0);
        if (isOver)
            return;

        if (status != '\0' && !isBehind)
            _status = status;
        else if (OrdStatuses.IsPending(_status) && _chain.Pending == PendingKind.None)
            _status = StatusByQuantity();
    }
}
