using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>A fill in the list, whose place it keeps whatever becomes of it.</summary>
internal sealed class ListedFill(TwinOrder order, long execId, long lots, long priceTicks, FillFacts facts)
{
    public TwinOrder Order => order;

    /// <summary>Lots of which only a total told.</summary>
    public bool IsAssumed { get; init; }

    public long ExecId { get; set; } = execId;

    public long Lots { get; set; } = lots;

    public long PriceTicks { get; set; } = priceTicks;

    public FillFacts Facts => facts;
}

/// <summary>
/// The fills of <see cref="OrderRuleTwin"/> in the order in which they were booked, and what accounts make of them: a
/// change of one goes through the list anew.
/// </summary>
internal sealed class FillListTwin(IReadOnlyList<AccountTerms> terms, OrderRule without)
{
    private const int RememberedCount = 512;

    private readonly List<ListedFill> _fills = [];
    private readonly AccountLedgerTwin[][] _now = [.. terms.Select(each => AccountLedgerTwin.Of(each, []))];
    private readonly AccountLedgerTwin[][] _forgotten = // Of fills that nobody corrects any more.
        [.. terms.Select(each => AccountLedgerTwin.Of(each, []))];

    /// <summary>The long leg and the short one; where the account nets, its position and nothing.</summary>
    public AccountLedgerTwin[] OfAccount(int account) => _now[account];

    public void Book(TwinOrder order, in Execution e, long lots) =>
        Add(new ListedFill(order, e.ExecIdHash, lots, e.LastPriceTicks, EffectOf(order, in e)));

    /// <summary>Lots of which only a total told.</summary>
    public void BookMissed(TwinOrder order, in Execution e, long lots) =>
        Add(new ListedFill(order, 0, lots, order.LastFillPriceTicks, EffectOf(order, in e)) { IsAssumed = true });

    /// <summary>The fill that some missed lots were.</summary>
    public void Explain(TwinOrder order, in Execution e)
    {
        long lots = e.LastQtyLots;
        _fills.FindLast(fill => fill.IsAssumed && fill.Order == order && fill.Lots >= lots)!.Lots -= lots;
        GoThrough(order.Account);
        Book(order, in e, lots);
    }

    /// <summary>Changes the latest fill of an order that a bust or a correction names.</summary>
    public bool TryCorrect(TwinOrder order, in Execution e, out long changeLots)
    {
        long referred = e.ExecRefIdHash;
        ListedFill? fill = referred == 0 ? null : _fills.FindLast(f => f.Order == order && f.ExecId == referred);
        changeLots = 0;
        if (fill is null)
            return false;

        bool isBust = e.ExecType == ExecType.TradeCancel;
        long lots = isBust ? 0 : e.LastQtyLots;
        changeLots = lots - fill.Lots;
        fill.Lots = lots;
        fill.ExecId = e.ExecIdHash != 0 ? e.ExecIdHash : referred;
        fill.PriceTicks = isBust ? fill.PriceTicks : e.LastPriceTicks;
        if (without != OrderRule.ACorrectionStandsWhereItsFillDid)
            GoThrough(order.Account);

        return true;
    }

    private void Add(ListedFill fill)
    {
        _fills.Add(fill);
        Trade(_now, fill);
        if (_fills.Count <= RememberedCount)
            return;

        Trade(_forgotten, _fills[0]);
        _fills.RemoveAt(0);
    }

    /// <summary>A fill of an account has become another.</summary>
    private void GoThrough(int account)
    {
        _now[account] = [.. _forgotten[account].Select(leg => leg.Copy())];
        foreach (ListedFill fill in _fills.Where(each => each.Order.Account == account))
            Trade(_now, fill);
    }

    /// <summary>What the report says, and where it says nothing what the order was to do.</summary>
    private FillFacts EffectOf(TwinOrder order, in Execution e)
    {
        FillFacts stated = e.Facts & (FillFacts.Opens | FillFacts.Closes);
        if (stated != FillFacts.None && without != OrderRule.AFillDoesWhatItsReportSays)
            return stated;

        return order.Closes && without != OrderRule.ASilentFillDoesWhatItsOrderWasToDo
            ? FillFacts.Closes
            : FillFacts.None;
    }

    private void Trade(AccountLedgerTwin[][] books, ListedFill listed)
    {
        if (listed.Lots == 0)
            return;

        int account = listed.Order.Account;
        AccountLedgerTwin.Trade(terms[account], books[account], new Fill
        {
            OrderId = listed.Order.OrderId,
            ExecIdHash = listed.ExecId,
            QtyLots = listed.Lots,
            PriceTicks = listed.PriceTicks,
            FeeTickLots = 0,
            InstrumentIndex = 1,
            StrategyIndex = (ushort)account,
            Side = listed.Order.Side,
            Facts = listed.Facts,
        });
    }
}
