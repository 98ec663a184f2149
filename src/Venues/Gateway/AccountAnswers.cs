using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Follows the answers to the latest question for orders (AF), positions (AN) and trades (AD): tells which
/// reports belong to them, when they are complete, and when they were refused. Gateway's thread; allocates nothing.
/// Source: FIX 4.4
/// volume 4 (OrderMassStatusRequest) and volume 5.
/// </summary>
internal sealed class AccountAnswers(InstrumentTable instruments, SymbolTable symbols)
{
    private const long NoPositionsFound = 2; // PosReqResult(728).

    private Answer _orders;
    private Answer _positions;
    private Answer _trades;

    /// <summary>A question has been sent under this number; answers to an earlier one mean nothing any more.</summary>
    public void NoteSent(long msgSeqNum, in AccountRequest question)
    {
        ref Answer answer = ref _positions;
        if (question.Kind == AccountRequestKind.Orders)
            answer = ref _orders;
        else if (question.Kind == AccountRequestKind.Trades)
            answer = ref _trades;

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

    /// <summary>Reads a position (AP) or a trade (AE) of the answer that is awaited.</summary>
    /// <returns>False where it belongs to none, or says that there is none.</returns>
    public bool TryRead(in FixMessage message, ref EngineEvent target) =>
        message.MsgType == OrderEntryTags.TradeCaptureReport
            ? TryReadTrade(in message, ref target)
            : TryReadPosition(in message, ref target);

    private bool TryReadPosition(in FixMessage message, ref EngineEvent target)
    {
        PositionReport report = PositionReport.From(in message, instruments, symbols);
        if (!_positions.IsOf(report.RequestId))
            return false;

        bool isNone = report.Result == NoPositionsFound || report is { Result: 0, ReportCount: 0 };
        bool isPosition = report.Result == 0 && !isNone;
        if (isPosition)
            CountPosition(report.ReportCount);
        else if (isNone)
            _positions.End = AccountReportKind.PositionsEnd;
        else
            _positions.End = AccountReportKind.PositionsRefused;

        if (!isPosition)
            return false;

        target.Kind = EventKind.AccountReport;
        target.InstrumentIndex = report.InstrumentIndex;
        target.Account.RequestId = report.RequestId;
        target.Account.PositionLots = report.PositionLots;
        target.Account.ShortLots = report.ShortQtyLots;
        target.Account.PriceTicks = report.PriceTicks;
        target.Account.Kind = AccountReportKind.Position;
        if (report.IsSuspect)
            target.Flags |= EventFlags.Suspect;

        return true;
    }

    // The acknowledgement has told how many come, where the report does not say so; where neither does there is no end.
    private void CountPosition(long statedCount)
    {
        _positions.ReportCount++;
        _positions.TotalCount = statedCount > 0 ? statedCount : _positions.TotalCount;
        if (_positions.TotalCount > 0 && _positions.ReportCount >= _positions.TotalCount)
            _positions.End = AccountReportKind.PositionsEnd;
    }

    private bool TryReadTrade(in FixMessage message, ref EngineEvent target)
    {
        TradeReport report = TradeReport.From(in message, instruments, symbols);
        bool isAwaited = _trades.IsOf(report.RequestId) || (report.RequestId == 0 && _trades.RequestId != 0);
        if (!isAwaited)
            return false; // Late, or nobody's question.

        _trades.ReportCount++;
        _trades.TotalCount = report.TotalCount >= 0 ? report.TotalCount : _trades.TotalCount;
        bool isCounted = !report.SaysWhetherLast && _trades.TotalCount > 0;
        if (report.IsLast || (isCounted && _trades.ReportCount >= _trades.TotalCount))
            _trades.End = AccountReportKind.TradesEnd;

        target.Kind = EventKind.AccountReport;
        target.InstrumentIndex = report.InstrumentIndex;
        target.Side = report.Side;
        target.Account.RequestId = _trades.RequestId;
        target.Account.PositionLots = report.LastQtyLots;
        target.Account.PriceTicks = report.LastPriceTicks;
        target.Account.OrderId = report.ClOrdId;
        target.Account.ExecIdHash = report.ExecIdHash;
        target.Account.VenueOrderIdHash = report.VenueOrderIdHash;
        target.Account.FeeTickLots = report.FeeTickLots;
        target.Account.Facts = report.Facts;
        target.Account.Kind = AccountReportKind.Trade;
        if (report.IsSuspect)
            target.Flags |= EventFlags.Suspect;

        return report.IsNew;
    }

    /// <summary>Positions or trades will follow, or there is none, or the venue will not say.</summary>
    public void ReadAcknowledgement(in FixMessage message)
    {
        if (!RequestAnswer.TryRead(in message, out RequestAnswer answer))
            return;

        if (message.MsgType == OrderEntryTags.TradeCaptureReportRequestAck)
            ReadTradesAcknowledgement(in answer);
        else if (_positions.IsOf(answer.RequestId))
            ReadPositionsAcknowledgement(in answer);
    }

    private void ReadTradesAcknowledgement(in RequestAnswer answer)
    {
        if (!_trades.IsOf(answer.RequestId))
            return;

        _trades.TotalCount = Math.Max(0, answer.ReportCount);
        if (answer.IsRefused || answer.Result > 0)
            _trades.End = AccountReportKind.TradesRefused;
        else if (answer.ReportCount >= 0 && _trades.ReportCount >= answer.ReportCount)
            _trades.End = AccountReportKind.TradesEnd;
    }

    private void ReadPositionsAcknowledgement(in RequestAnswer answer)
    {
        _positions.TotalCount = Math.Max(0, answer.ReportCount);
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
        else if (_trades.MsgSeqNum == number)
            _trades.End = AccountReportKind.TradesRefused;
        else
            return false;

        return true;
    }

    /// <summary>Fills in the end of the answer that the last message completed, once.</summary>
    public bool TryTakeEnd(ref EngineEvent target) => TryTakeEnd(ref _orders, ref target) ||
        TryTakeEnd(ref _positions, ref target) || TryTakeEnd(ref _trades, ref target);

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
