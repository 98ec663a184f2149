using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Orders;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>
/// Every number of an account, worked out from the records of a journal alone, slowly and in unbounded integers: fills
/// in a list, corrected where they stand, and all summed again at the end.
/// </summary>
internal sealed class JournalBooks(EngineConfiguration configuration)
{
    private const long PpbPerOne = 1_000_000_000;

    private readonly Dictionary<long, (int Account, Side Side, bool Closes, BigInteger OpenLots)> _orders = [];
    private readonly List<(long ExecId, int Account, Fill Fill, bool IsFeeStated)> _fills = [];
    private readonly Dictionary<long, (int Account, BigInteger TickLots)> _payments = [];
    private BigInteger _midTicks;
    private BigInteger _midTicksBefore;      // The input read last; funding is paid on what was before it.
    private BigInteger[] _heldLotsBefore = []; // Likewise, by account.
    private BigInteger _markTicks; // Of exposures: the mid at the latest timer.

    public void Read(IEnumerable<EngineEvent> records)
    {
        foreach (EngineEvent record in records)
            Read(record);
    }

    public BigInteger LongLots(int account) => BigInteger.Max(0, Legs(account)[0].Lots);

    public BigInteger ShortLots(int account) => BigInteger.Min(0, Legs(account)[0].Lots) + Legs(account)[1].Lots;

    public BigInteger Cost(int account) => Legs(account)[0].Cost + Legs(account)[1].Cost;

    public BigInteger Fees(int account) => Legs(account)[0].Fees + Legs(account)[1].Fees;

    public BigInteger Funding(int account) => _payments.Values.Where(p => p.Account == account)
        .Aggregate(BigInteger.Zero, (sum, p) => sum + p.TickLots);

    public BigInteger Realized(int account) =>
        Legs(account)[0].Realized + Legs(account)[1].Realized + Funding(account);

    public BigInteger Unrealized(int account) =>
        ((LongLots(account) + ShortLots(account)) * _midTicks) - Cost(account);

    public BigInteger ProfitMicros(int account) => Micros(Realized(account) + Unrealized(account));

    /// <summary>
    /// Half of what the position would be worth if every open order of the worse side filled; where the account hedges,
    /// if all that open filled and none that close.
    /// </summary>
    public BigInteger MarginMicros(int account)
    {
        BigInteger heldLots = LongLots(account) + ShortLots(account);
        BigInteger longLots = heldLots + Open(account, Side.Buy);
        BigInteger shortLots = Open(account, Side.Sell) - heldLots;
        BigInteger grossMicros =
            BigInteger.Max(Micros(longLots * _markTicks), Micros(shortLots * _markTicks));
        if (configuration.Accounts.Terms[account].Mode == PositionMode.Hedging)
        {
            BigInteger bothLots = LongLots(account) - ShortLots(account) + Opening(account);
            grossMicros = BigInteger.Max(grossMicros, Micros(bothLots * _markTicks));
        }

        return grossMicros / 2;
    }

    private AccountLedgerTwin[] Legs(int account) => AccountLedgerTwin.Of(
        configuration.Accounts.Terms[account],
        _fills.Where(f => f.Account == account && f.Fill.QtyLots > 0).Select(f => f.Fill));

    private BigInteger Open(int account, Side side) => _orders.Values
        .Where(o => o.Account == account && o.Side == side)
        .Aggregate(BigInteger.Zero, (sum, o) => sum + o.OpenLots);

    private BigInteger Opening(int account) => _orders.Values
        .Where(o => o.Account == account && !o.Closes)
        .Aggregate(BigInteger.Zero, (sum, o) => sum + o.OpenLots);

    /// <summary>A tick of a lot is 10^-10 of the base currency, a micro-unit 10^-6; towards zero.</summary>
    private static BigInteger Micros(BigInteger tickLots) => BigInteger.Divide(tickLots, 10_000);

    private void Read(EngineEvent record)
    {
        if (!record.Kind.IsOutput() && configuration.Accounts.Funding.Count > 0)
        {
            _midTicksBefore = _midTicks;
            _heldLotsBefore =
                [.. Enumerable.Range(0, configuration.Accounts.Terms.Count).Select(a => LongLots(a) + ShortLots(a))];
        }

        switch (record.Kind)
        {
            case EventKind.Quote:
                _midTicks = (record.Quote.BidPriceTicks + record.Quote.AskPriceTicks) / 2;
                break;
            case EventKind.Timer:
                _markTicks = _midTicks;
                break;
            case EventKind.NewOrder:
                int account = configuration.Risk.Setup.Strategies[record.Order.StrategyIndex].AccountIndex;
                _orders.Add(record.Order.OrderId, (account, record.Side, record.Flags.Closes(), record.Order.QtyLots));
                break;
            case EventKind.Execution:
                Read(record, record.Execution);
                break;
            case EventKind.FundingPayment:
                _payments.Add(record.Funding.PaymentId, (record.Funding.AccountIndex, PaymentOf(record.Funding)));
                break;
            case EventKind.Command when record.Command.Kind == CommandKind.AccountFunding:
                _payments.TryAdd(record.Act.QtyLots, (record.Act.ScopeIndex, record.Command.Argument));
                break;
        }
    }

    /// <summary>From the fills and the market before the input, rounded down.</summary>
    private BigInteger PaymentOf(FundingPayment payment)
    {
        BigInteger product = -_heldLotsBefore[payment.AccountIndex] * _midTicksBefore * payment.RatePpb;
        return BigInteger.DivRem(product, PpbPerOne, out BigInteger rest) - (rest < 0 ? 1 : 0);
    }

    private void Read(EngineEvent record, Execution execution)
    {
        (int account, Side side, bool closes, BigInteger openLots) = _orders[execution.OrderId];
        if (execution.ExecType is ExecType.TradeCancel or ExecType.TradeCorrect)
        {
            Correct(execution);
            return;
        }

        if (execution.ExecType == ExecType.Trade)
        {
            bool isFeeStated = execution.FeeTickLots != 0 || execution.Facts.HasFlag(FillFacts.FeeStated);
            var fill = new Fill
            {
                InstrumentIndex = record.InstrumentIndex, StrategyIndex = 0, Side = side,
                QtyLots = execution.LastQtyLots, PriceTicks = execution.LastPriceTicks,
                FeeTickLots = execution.FeeTickLots, Facts = execution.Facts,
            };
            _fills.Add((execution.ExecIdHash, account, WithFee(fill, isFeeStated), isFeeStated));
        }

        bool isOver = execution.ExecType == ExecType.Canceled;
        _orders[execution.OrderId] = (account, side, closes, isOver ? 0 : openLots - execution.LastQtyLots);
    }

    private void Correct(Execution execution)
    {
        int index = _fills.FindIndex(f => f.ExecId == execution.ExecRefIdHash);
        (_, int account, Fill fill, bool isFeeStated) = _fills[index];
        bool isBust = execution.ExecType == ExecType.TradeCancel;
        isFeeStated |= execution.FeeTickLots != 0;
        Fill corrected = fill with
        {
            QtyLots = isBust ? 0 : execution.LastQtyLots,
            PriceTicks = isBust ? fill.PriceTicks : execution.LastPriceTicks,
            FeeTickLots = isBust ? 0 : execution.FeeTickLots != 0 ? execution.FeeTickLots : fill.FeeTickLots,
        };
        _fills[index] = (execution.ExecIdHash, account, WithFee(corrected, isFeeStated), isFeeStated);
    }

    /// <summary>The rate of the value, rounded up, where no report said what was taken.</summary>
    private Fill WithFee(Fill fill, bool isStated)
    {
        if (isStated || configuration.Accounts.Fees.Count == 0)
            return fill;

        FeeTerms terms = configuration.Accounts.Fees[fill.InstrumentIndex];
        long ratePpb = fill.Facts.HasFlag(FillFacts.LiquidityAdded) ? terms.MakerPpb
            : fill.Facts.HasFlag(FillFacts.LiquidityRemoved) ? terms.TakerPpb
            : long.Max(terms.MakerPpb, terms.TakerPpb);
        BigInteger product = (BigInteger)fill.PriceTicks * fill.QtyLots * ratePpb;
        BigInteger fee = BigInteger.Divide(product, PpbPerOne) + (product % PpbPerOne > 0 ? 1 : 0);
        return fill with { FeeTickLots = (long)(fee + ((BigInteger)terms.LotTickLots * fill.QtyLots)) };
    }
}
