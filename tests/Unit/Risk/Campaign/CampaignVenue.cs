using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// What a venue does to the orders of a campaign: tells the gate as the order table would, and the twin beside it.
/// </summary>
internal sealed class CampaignVenue(Random random, RiskSetup setup, PreTradeRisk risk, Twin twin)
{
    /// <summary>Some answer to some open order.</summary>
    public void Answer(long nowNs)
    {
        if (twin.Book.Open.Count == 0)
            return;

        TwinOrder order = twin.Book.Open[random.Next(twin.Book.Open.Count)];
        switch (random.Next(12))
        {
            case 0:
                Close(order, OrderStatus.Rejected);
                twin.Scopes.Reject(order.Strategy, twin.ClockNs, twin.Limits);
                break;

            case 1 or 2 or 3:
                Cancel(order, nowNs);
                Close(order, OrderStatus.Canceled);
                break;

            case 4:
                Tell(order.Report(OrderReportKind.Acknowledged, 0, 0, order.OpenLots));
                twin.Scopes.RejectCounts[twin.Scopes.StrategyName(order.Strategy)] = 0;
                break;

            default:
                long lots = random.Next(2) == 0 ? order.OpenLots : random.NextInt64(1, order.OpenLots + 1);
                Fill(order, lots);
                break;
        }
    }

    /// <summary>A cancel is sent, which is never refused.</summary>
    public void Cancel(TwinOrder order, long nowNs)
    {
        EngineEvent cancel = order.Intent;
        cancel.Kind = EventKind.CancelOrder;
        cancel.Order.OriginalOrderId = 1;
        var market = new RiskMarket
        {
            NowNs = nowNs, ReferencePriceTicks = CampaignSetup.ReferenceTicks, VenueState = VenueState.LoggedOn,
            IsFit = false,
        };
        if (risk.CheckAndReserve(in cancel, in market) != RiskVerdict.Accepted)
            throw new InvalidOperationException("a cancel was refused");

        twin.Windows.Messages.Add(nowNs);
    }

    public void Close(TwinOrder order, OrderStatus status)
    {
        Tell(order.Report(OrderReportKind.Closed, 0, order.OpenLots, 0) with { Status = status });
        order.OpenLots = 0;
        twin.Book.Open.Remove(order);
    }

    /// <summary>The venue changes the order at once, or refuses to.</summary>
    public void AnswerChange(TwinOrder old, in EngineEvent change, long addedLots)
    {
        bool isDone = random.Next(3) > 0;
        long heldLots = old.OpenLots + addedLots;
        long openLots = isDone ? change.Order.QtyLots : old.OpenLots;
        OrderReport report = old.Report(OrderReportKind.Acknowledged, 0, heldLots - openLots, openLots);
        report.HasDroppedPrice = true;
        report.DroppedPriceTicks = isDone ? old.PriceTicks : change.Order.PriceTicks;
        Tell(report);
        old.OpenLots = openLots;
        old.PriceTicks = isDone ? change.Order.PriceTicks : old.PriceTicks;
        twin.Scopes.RejectCounts[twin.Scopes.StrategyName(old.Strategy)] = 0;
    }

    /// <summary>A fill of lots that nobody had reserved, on any side: late ones, overfills, those of others.</summary>
    public void FillForeign()
    {
        if (twin.Book.Open.Count == 0)
            return;

        TwinOrder order = twin.Book.Open[random.Next(twin.Book.Open.Count)];
        long lots = random.Next(1, 20);
        OrderReport report = order.Report(OrderReportKind.Filled, lots, -lots, 0);
        report.Side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        bool closes = twin.Legs.Hedges(order.Strategy) && random.Next(2) == 0;
        Book(order, report, closes, isForeign: true);
    }

    /// <summary>One of the latest fills never was, or was another; its order may be open once more by that.</summary>
    public void Correct()
    {
        if (twin.Legs.Fills.Count == 0)
            return;

        TwinFill fill = twin.Legs.Fills[random.Next(twin.Legs.Fills.Count)];
        TwinOrder order = fill.Order;
        long lots = random.Next(2) == 0 ? 0 : random.Next(1, 40);
        long changeLots = lots - fill.Lots;
        twin.Legs.Correct(fill, lots);
        if (fill.IsForeign)
        {
            OrderReport foreign = order.Report(OrderReportKind.Corrected, changeLots, -changeLots, 0);
            Move(order, foreign with { Side = fill.Side, ClosesLeg = false, FillPriceTicks = fill.PriceTicks });
            return;
        }

        long openLots = OpenAfter(order, changeLots);
        OrderReport report = order.Report(
            OrderReportKind.Corrected, changeLots, order.OpenLots - openLots - changeLots, openLots);
        Move(order, report with { FillPriceTicks = fill.PriceTicks });
        if (openLots > 0 && order.OpenLots == 0)
            Reopen(order);

        order.OpenLots = openLots;
        if (openLots == 0)
            twin.Book.Open.Remove(order);
    }

    /// <summary>As the venue says: what was taken back is open again, or the order stays as it is.</summary>
    private long OpenAfter(TwinOrder order, long changeLots)
    {
        if (random.Next(2) == 0)
            return order.OpenLots;

        int openCount = twin.Book.Open.Count(o => o.Instrument == order.Instrument);
        bool hasRoom = order.OpenLots > 0 || openCount < setup.Instruments[order.Instrument].Limits.OpenOrdersMax;
        return hasRoom ? Math.Max(0, order.OpenLots - changeLots) : 0;
    }

    private void Reopen(TwinOrder order)
    {
        order.IsReopened = true;
        order.IsLeaving = false;
        twin.Book.Open.Add(order);
    }

    private void Fill(TwinOrder order, long lots)
    {
        long openLots = order.OpenLots - lots;
        Book(order, order.Report(OrderReportKind.Filled, lots, 0, openLots), order.Closes, isForeign: false);
        order.OpenLots = openLots;
        if (openLots == 0)
            twin.Book.Open.Remove(order);
    }

    private void Book(TwinOrder order, OrderReport report, bool closes, bool isForeign)
    {
        report.FillPriceTicks = CampaignSetup.ReferenceTicks + random.Next(-20, 20);
        twin.Legs.Add(new TwinFill
        {
            Order = order, Side = report.Side, Lots = report.FilledLots, Closes = closes, IsForeign = isForeign,
            PriceTicks = report.FillPriceTicks,
        });
        Move(order, report);
        twin.Scopes.RejectCounts[twin.Scopes.StrategyName(order.Strategy)] = 0;
    }

    /// <summary>Moves the position on both sides; what is taken back stays executed.</summary>
    private void Move(TwinOrder order, OrderReport report)
    {
        Func<int, int, bool> own = (strategy, _) => strategy == order.Strategy;
        bool isFlat = twin.Book.Position(own, order.Instrument) == 0;
        Tell(report);
        if (report.FilledLots > 0 || twin.Keeps(GateRule.ABustMovesThePosition))
            twin.Book.Book(order.Strategy, order.Instrument, report.FilledLots * (int)report.Side, Micros(report));

        if (report.FilledLots > 0)
            twin.Scopes.TradeCounts[order.Instrument]++;

        if (isFlat && twin.Book.Position(own, order.Instrument) != 0)
            twin.Scopes.RepeatCounts[twin.Scopes.StrategyName(order.Strategy)]++;
    }

    private static long Micros(in OrderReport report) => Math.Max(0, report.FilledLots) * report.FillPriceTicks *
        CampaignSetup.MicrosPerTickLot[report.InstrumentIndex];

    /// <summary>Completed by the legs that the account has after it.</summary>
    private void Tell(OrderReport report)
    {
        report.HasLegs = twin.Legs.Hedges(report.StrategyIndex);
        if (report.HasLegs)
        {
            (report.LongLegLots, report.ShortLegLots) = twin.Legs.ToldOf(
                twin.Scopes.AccountOf(report.StrategyIndex), report.InstrumentIndex);
        }

        risk.OnReport(in report);
    }
}
