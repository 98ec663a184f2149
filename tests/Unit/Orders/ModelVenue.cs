using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// What a venue truly has of one order, for the model checker: each act is possible in its state or is not, and puts
/// what the venue then says on a line.
/// </summary>
internal sealed class ModelVenue(long orderId, long qtyLots, Side side = Side.Buy)
{
    private readonly List<(long ExecId, long Lots)> _fills = [];
    private long _venueId = orderId;
    private long _lastExecId = orderId * 1_000;
    private long _cancelId;
    private long _replaceId;
    private long _replaceQtyLots;
    private bool _isAcknowledged;

    public List<EngineEvent> Line { get; } = [];

    public long QtyLots { get; private set; } = qtyLots;

    public long CumLots { get; private set; }

    public OrderStatus End { get; private set; }

    public long LeavesLots => End == OrderStatus.None ? QtyLots - CumLots : 0;

    /// <summary>It can still be accepted or rejected.</summary>
    public bool IsUnanswered => !_isAcknowledged && End == OrderStatus.None;

    public bool HasFills => _fills.Count > 0;

    public bool HasCancel => _cancelId != 0;

    public bool HasReplace => _replaceId != 0;

    public bool CanAcceptReplace =>
        End is OrderStatus.None or OrderStatus.Filled && _replaceQtyLots > CumLots;

    private OrderStatus Status
    {
        get
        {
            if (End != OrderStatus.None)
                return End;

            return CumLots > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
        }
    }

    public void ReceiveCancel(in EngineEvent cancel) => _cancelId = cancel.Order.OrderId;

    public void ReceiveReplace(in EngineEvent replace)
    {
        _replaceId = replace.Order.OrderId;
        _replaceQtyLots = replace.Order.QtyLots;
    }

    public bool Acknowledge()
    {
        bool isPossible = IsUnanswered;
        if (isPossible)
            Say(ExecType.New);

        _isAcknowledged |= isPossible;
        return isPossible;
    }

    public bool Reject()
    {
        bool isPossible = IsUnanswered;
        if (isPossible)
            Finish(ExecType.Rejected, OrderStatus.Rejected);

        return isPossible;
    }

    public bool Fill(long lots)
    {
        if (lots <= 0 || lots > LeavesLots)
            return false;

        _isAcknowledged = true; // A fill says as much.
        CumLots += lots;
        if (CumLots == QtyLots)
            End = OrderStatus.Filled;

        EngineEvent report = Make(ExecType.Trade);
        report.Execution.LastQtyLots = lots;
        report.Execution.LastPriceTicks = 100;
        Line.Add(report);
        _fills.Add((report.Execution.ExecIdHash, lots));
        return true;
    }

    public bool Bust()
    {
        if (_fills.Count == 0)
            return false;

        (long execId, long lots) = _fills[^1];
        _fills.RemoveAt(_fills.Count - 1);
        CumLots -= lots;
        if (End == OrderStatus.Filled)
            End = OrderStatus.None;

        EngineEvent report = Make(ExecType.TradeCancel);
        report.Execution.ExecRefIdHash = execId;
        Line.Add(report);
        return true;
    }

    /// <summary>The latest fill was of fewer lots.</summary>
    public bool Correct()
    {
        if (_fills.Count == 0 || _fills[^1].Lots < 2)
            return false;

        (long execId, long lots) = _fills[^1];
        CumLots--;
        if (End == OrderStatus.Filled)
            End = OrderStatus.None;

        EngineEvent report = Make(ExecType.TradeCorrect);
        report.Execution.ExecRefIdHash = execId;
        report.Execution.LastQtyLots = lots - 1;
        report.Execution.LastPriceTicks = 101;
        _fills[^1] = (report.Execution.ExecIdHash, lots - 1);
        Line.Add(report);
        return true;
    }

    /// <summary>More fills than was ordered.</summary>
    public bool Overfill()
    {
        if (End != OrderStatus.Filled)
            return false;

        CumLots++;
        EngineEvent report = Make(ExecType.Trade);
        report.Execution.LastQtyLots = 1;
        report.Execution.LastPriceTicks = 100;
        Line.Add(report);
        return true;
    }

    public bool Expire()
    {
        bool isPossible = _isAcknowledged && End == OrderStatus.None;
        if (isPossible)
            Finish(ExecType.Expired, OrderStatus.Expired);

        return isPossible;
    }

    /// <summary>The venue changes the quantity of its own accord.</summary>
    public bool Restate(long qtyLots)
    {
        if (!_isAcknowledged || End != OrderStatus.None || qtyLots <= CumLots)
            return false;

        QtyLots = qtyLots;
        Say(ExecType.Restated);
        return true;
    }

    public bool AnswerCancel(bool isAccepted)
    {
        if (_cancelId == 0)
            return false;

        long cancelId = _cancelId;
        _cancelId = 0;
        if (!isAccepted || End != OrderStatus.None)
        {
            Refuse(cancelId);
            return isAccepted != (End == OrderStatus.None);
        }

        Finish(ExecType.Canceled, OrderStatus.Canceled, cancelId);
        return true;
    }

    public bool AnswerReplace(bool isAccepted)
    {
        if (_replaceId == 0)
            return false;

        long replaceId = _replaceId;
        _replaceId = 0;
        bool canAccept = CanAcceptReplace;
        if (!isAccepted || !canAccept)
        {
            Refuse(replaceId);
            return isAccepted != canAccept;
        }

        _isAcknowledged = true;
        QtyLots = _replaceQtyLots;
        End = OrderStatus.None;
        EngineEvent report = Make(ExecType.Replaced);
        report.Execution.RequestId = replaceId;
        Line.Add(report);
        _venueId = replaceId;
        return true;
    }

    /// <summary>The answer to a status request, as true as can be.</summary>
    public EngineEvent State()
    {
        EngineEvent answer = Make(ExecType.OrderStatus);
        answer.Execution.ExecIdHash = 0;
        return answer;
    }

    /// <summary>The connection broke: requests that had not arrived never will.</summary>
    public void LoseRequests() => (_cancelId, _replaceId) = (0, 0);

    private void Finish(ExecType type, OrderStatus status, long requestId = 0)
    {
        End = status;
        EngineEvent report = Make(type);
        report.Execution.RequestId = requestId;
        Line.Add(report);
    }

    private void Say(ExecType type) => Line.Add(Make(type));

    private void Refuse(long requestId)
    {
        EngineEvent reject = default;
        reject.Kind = EventKind.CancelReject;
        reject.Execution.OrderId = _venueId;
        reject.Execution.RequestId = requestId;
        reject.Execution.Status = Status;
        Line.Add(reject);
    }

    private EngineEvent Make(ExecType type)
    {
        EngineEvent report = default;
        report.Kind = EventKind.Execution;
        report.InstrumentIndex = 1;
        report.Side = side;
        report.Execution.OrderId = _venueId;
        report.Execution.ExecType = type;
        report.Execution.Status = Status;
        report.Execution.CumQtyLots = CumLots;
        report.Execution.LeavesQtyLots = LeavesLots;
        report.Execution.ExecIdHash = ++_lastExecId;
        return report;
    }
}
