using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// Books trades that the venue names and no report has told: each once, with its own id, price and fee. Knows from when
/// on they have to be asked for. Decision thread only; 0 bytes.
/// </summary>
internal sealed class TradeMerge(DecisionState state, ReconcileConfiguration rules, BreakBook breaks)
{
    // Half of the execution ids that the order table remembers: a trade that is asked for must be known again.
    private const long FillCountMax = 8_192;

    private long _firstNs;    // Start of the first life: what the account did before is not ours.
    private long _askedNs;
    private long _askedFromNs;
    private long _capturedNs; // When the last whole answer was asked for.
    private long _lastFillNs; // Venue's time of the latest fill known.
    private long _fillCount;  // Since the last whole answer.

    /// <summary>An input that may say from when on trades are missing.</summary>
    public void Note(in EngineEvent e)
    {
        if (e.Kind == EventKind.EngineStart && _firstNs == 0)
        {
            _firstNs = e.ReceiveTimestampNs;
            _capturedNs = e.ReceiveTimestampNs;
        }
        else if (e.Kind == EventKind.Execution && e.Execution.ExecType == ExecType.Trade)
        {
            _lastFillNs = long.Max(_lastFillNs, e.VenueTimestampNs);
            _fillCount++;
        }
    }

    /// <summary>
    /// Asks for trades: since the last whole answer, or since the last fill where there were too many.
    /// </summary>
    /// <returns>Id of the question.</returns>
    public long Ask(in EngineEvent e)
    {
        long knownNs = _fillCount <= FillCountMax ? _capturedNs : _lastFillNs;
        _askedNs = e.ReceiveTimestampNs;
        _askedFromNs = long.Max(_firstNs, knownNs - rules.TradesMarginNs);
        return AccountQuestion.Write(state.Outbox, in e, AccountRequestKind.Trades, _askedFromNs);
    }

    /// <summary>True for the end of an answer of which no trade is missing; some may have come twice.</summary>
    public static bool IsWholeEnd(in AccountReport end) =>
        end.Kind == AccountReportKind.TradesEnd && end.ReportCount >= end.TotalCount;

    /// <summary>Every trade of the answer has come.</summary>
    public void EndAnswer()
    {
        _capturedNs = _askedNs;
        _fillCount = 0;
    }

    /// <summary>A trade of the answer; one that is known, or older than was asked for, passes by.</summary>
    public void Take(in EngineEvent e)
    {
        if (e.VenueTimestampNs < _askedFromNs || (e.Flags & EventFlags.Suspect) != EventFlags.None)
            return; // What cannot be read is left to status and positions.

        EngineEvent told = ToExecution(in e);
        EngineEvent trade = told;
        TradeFit fit = state.Orders.Doubtful.Complete(ref trade);
        long ownLots = trade.Execution.CumQtyLots - trade.Execution.LastQtyLots;
        if (fit == TradeFit.TooMuch)
            breaks.TellTrade(in trade, BreakKind.TradeUnbooked, ownLots);

        if (fit != TradeFit.Fits)
            return;

        bool isChanged = state.Orders.Apply(in trade, out OrderReport report);
        if (state.Orders.IsHaltAdvised)
            state.Risk.Halt();

        breaks.TellTrade(in trade, BreakKind.MissedTrade, ownLots);
        if (!isChanged)
            return; // The lots were booked; now at their price.

        state.TakeReport(in report);
        breaks.TakeBack(in told, in report);
    }

    public void Transfer(ref StateTransfer transfer)
    {
        transfer.Value(ref _firstNs);
        transfer.Value(ref _askedNs);
        transfer.Value(ref _askedFromNs);
        transfer.Value(ref _capturedNs);
        transfer.Value(ref _lastFillNs);
        transfer.Value(ref _fillCount);
    }

    private static EngineEvent ToExecution(in EngineEvent e)
    {
        EngineEvent trade = e;
        trade.Kind = EventKind.Execution;
        trade.Execution = new Execution
        {
            OrderId = e.Account.OrderId,
            LastPriceTicks = e.Account.PriceTicks,
            LastQtyLots = e.Account.PositionLots,
            FeeTickLots = e.Account.FeeTickLots,
            ExecIdHash = e.Account.ExecIdHash,
            VenueOrderIdHash = e.Account.VenueOrderIdHash,
            MsgSeqNum = e.Account.MsgSeqNum,
            ExecType = ExecType.Trade,
            Facts = e.Account.Facts,
        };
        return trade;
    }
}
