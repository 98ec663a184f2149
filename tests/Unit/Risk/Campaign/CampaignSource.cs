using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>Random markets, and orders that mostly fit them.</summary>
internal sealed class CampaignSource(Random random, TwinBook book)
{
    public static RiskMarket Market(Random random, long nowNs)
    {
        int halfSpread = random.Next(12) == 0 ? random.Next(1, 14) : random.Next(1, 3);
        long reference = CampaignSetup.ReferenceTicks + random.Next(-6, 7);
        return new RiskMarket
        {
            NowNs = nowNs,
            ReferencePriceTicks = reference,
            BestBidTicks = reference - halfSpread,
            BestAskTicks = reference + halfSpread,
            QuoteTimestampNs = nowNs,
            LastTradeTicks = reference + (random.Next(20) == 0 ? random.Next(-60, 60) : random.Next(-9, 9)),
            DepthLots = random.Next(15) == 0 ? random.Next(60, 200) : 400,
            SweepPriceTicks = reference + (random.Next(8) == 0 ? random.Next(10, 60) : 4),
            VenueState = VenueState.Ready,
            IsFit = true,
        };
    }

    public EngineEvent Order(int instrument, long nowNs)
    {
        EngineEvent order = default;
        if (book.Sent.FindLast(o => o.Instrument == instrument) is { } last && random.Next(9) == 0)
        {
            order = last.Intent; // Once more the same.
            order.Kind = EventKind.NewOrder;
            order.ReceiveTimestampNs = nowNs;
            return order;
        }

        order.Kind = EventKind.NewOrder;
        order.InstrumentIndex = instrument;
        order.Side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        order.ReceiveTimestampNs = random.Next(30) == 0 ? nowNs - 1_000_000_000 : nowNs;
        order.Flags = (random.Next(3) == 0 ? EventFlags.ClosesLeg : EventFlags.None) |
            (random.Next(6) == 0 ? EventFlags.Flattens : EventFlags.None);
        order.Order.StrategyIndex = (ushort)(random.Next(12) == 0 ? ushort.MaxValue : random.Next(3));
        order.Order.Type = random.Next(6) == 0 ? OrderType.Market : OrderType.Limit;
        order.Order.TimeInForce = (TimeInForce)random.Next(1, 5);
        if (instrument == 2 && random.Next(5) == 0)
            order.Order.TimeInForce = random.Next(2) == 0 ? TimeInForce.AtTheOpening : TimeInForce.AtTheClose;

        order.Order.QtyLots = random.Next(8) == 0 ? random.Next(0, 64) : 5 * random.Next(1, 8);
        if (order.Order.Type == OrderType.Limit)
        {
            int reach = random.Next(10) == 0 ? 60 : 12;
            order.Order.PriceTicks = CampaignSetup.ReferenceTicks + (2 * random.Next(-reach / 2, reach / 2)) -
                ((int)order.Side * 8) + (random.Next(20) == 0 ? 1 : 0);
        }

        return order;
    }

    /// <summary>Seldom unfit, seldom old.</summary>
    public RiskMarket Disturbed(RiskMarket market, long nowNs) => random.Next(60) switch
    {
        0 => market with { IsFit = false },
        1 => market with { QuoteTimestampNs = nowNs - 1_000_000_000 },
        _ => market with { QuoteTimestampNs = Math.Max(market.QuoteTimestampNs, nowNs - 800_000_000) },
    };
}
