using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Follows the answers to the latest question for orders (AF) and for positions (AN): tells which reports belong to
/// them, when they are complete, and when they were refused. Gateway's thread; allocates nothing. Source: FIX 4.4
/// volume 4 (OrderMassStatusRequest) and volume 5 (RequestForPositions).
/// </summary>
internal sealed class AccountAnswers(InstrumentTable instruments, SymbolTable symbols)
{
    private const long NoPositionsFound = 2; // PosReqResult(728).

    private Answer _orders;
    private Answer _positions;

    /// <summary>A question has been sent under this number; answers to an earlier one mean nothing any more.</summary>
    public void NoteSent(long msgSeqNum, in AccountRequest question)
    {
        bool isOfOrders = question.Kind == AccountRequestKind.Orders;
        ref Answer answer = ref isOfOrders ? ref _orders : ref _positions;
        answer = new Answer { RequestId = question.RequestId, MsgSeqNum = msgSeqNum };
    }

    /// <summary>
    /// Counts a status report that belongs to the answer about orders. Any other passes by.
    /// </summary>
    /// <returns>True where it says that there is no order, and so is about none.</returns>
    public bool IsWithoutOrders(in FixMessage message)
    {
        if (!message.TryGetInt64(OrderEntryTags.MassStatusReqID, out long requestId) || !_orders.IsOf(requestId))
            return false;

        bool hasTotal = message.TryGetInt64(OrderEntryTags.TotNumReports, out long total);
        bool isLast = message.TryGetChar(OrderEntryTags.LastRptRequested, out byte last) && last == (byte)'Y';
        bool isEmpty = hasTotal && total == 0;
        _orders.ReportCount += isEmpty ? 0 : 1;
        _orders.TotalCount = hasTotal ? total : _orders.ReportCount;
        if (isEmpty || isLast || (hasTotal && _orders.ReportCount >= total))
            _orders.End = AccountReportKind.OrdersEnd;

        return isEmpty;
    }

    /// <summary>Reads a position of the answer that is awaited.</summary>
    /// <returns>False where it belongs to none, or says that there is none.</returns>
    public bool TryReadPosition(in FixMessage message, ref EngineEvent target)
    {
        PositionReport report = PositionReport.From(in message, instruments, symbols);
        if (!_positions.IsOf(report.RequestId))
            return false;

        bool isPosition = report.Result == 0;
        bool isNone = report.Result == NoPositionsFound;
        _positions.ReportCount += isPosition ? 1 : 0;
        _positions.TotalCount = isPosition ? report.ReportCount : 0;
        if (!isPosition && !isNone)
            _positions.End = AccountReportKind.PositionsRefused;
        else if (isNone || _positions.ReportCount >= report.ReportCount)
            _positions.End = AccountReportKind.PositionsEnd;

        if (!isPosition)
            return false;

        target.Kind = EventKind.AccountReport;
        target.InstrumentIndex = report.InstrumentIndex;
        target.Account.RequestId = report.RequestId;
        target.Account.PositionLots = report.PositionLots;
        target.Account.PriceTicks = report.PriceTicks;
        target.Account.Kind = AccountReportKind.Position;
        if (report.IsSuspect)
            target.Flags |= EventFlags.Suspect;

        return true;
    }

    /// <summary>Positions will follow, or there is none, or the venue will not say.</summary>
    public void ReadAcknowledgement(in FixMessage message)
    {
        if (!RequestAnswer.TryRead(in message, out RequestAnswer answer) || !_positions.IsOf(answer.RequestId))
            return;

        if (answer.Result == NoPositionsFound || answer is { ReportCount: 0, IsRefused: false })
            _positions.End = AccountReportKind.PositionsEnd;
        else if (answer.IsRefused || answer.Result > 0)
            _positions.End = AccountReportKind.PositionsRefused;
    }

    /// <summary>True where Reject(3) or BusinessMessageReject(j) is the answer to a question of ours.</summary>
    public bool IsRefusal(in FixMessage message)
    {
        if (!message.TryGetInt64(FixTags.RefSeqNum, out long number) || number <= 0)
            return false;

        if (_orders.MsgSeqNum == number)
            _orders.End = AccountReportKind.OrdersRefused;
        else if (_positions.MsgSeqNum == number)
            _positions.End = AccountReportKind.PositionsRefused;
        else
            return false;

        return true;
    }

    /// <summary>Fills in the end of the answer that the last message completed, once.</summary>
    public bool TryTakeEnd(ref EngineEvent target) => TryTakeEnd(ref _orders, ref target) ||
        TryTakeEnd(ref _positions, ref target);

    private static bool TryTakeEnd(ref Answer answer, ref EngineEvent target)
    {
        if (answer.End == AccountReportKind.None)
            return false;

        target.Kind = EventKind.AccountReport;
        target.InstrumentIndex = -1;
        target.Account.RequestId = answer.RequestId;
        target.Account.ReportCount = answer.ReportCount;
        target.Account.TotalCount = answer.TotalCount;
        target.Account.Kind = answer.End;
        answer = default;
        return true;
    }

    private struct Answer
    {
        public long RequestId; // 0 while none is awaited.
        public long MsgSeqNum; // Of the question.
        public long ReportCount;
        public long TotalCount;
        public AccountReportKind End;

        public readonly bool IsOf(long requestId) => requestId != 0 && requestId == RequestId;
    }
}
