using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Orders.Held;

public sealed class HeldTriggersTests
{
    /// <summary>Kind, side, trigger, amount; prices traded; which of them triggers, from 1, 0 for none.</summary>
    [Theory]
    [InlineData("Stop Sell 95 0", "100 96 95 90", 3)]
    [InlineData("Stop Sell 95 0", "100 96 80", 3)] // A gap: the first price beyond.
    [InlineData("Stop Sell 95 0", "100 120 96", 0)]
    [InlineData("Stop Buy 105 0", "100 104 105", 3)]
    [InlineData("Stop Buy 105 0", "106", 1)]
    [InlineData("Touch Buy 95 0", "100 96 95", 3)]
    [InlineData("Touch Sell 105 0", "100 104 105", 3)]
    [InlineData("TrailingTicks Sell 0 5", "100 103 110 106 105", 5)]
    [InlineData("TrailingTicks Sell 0 5", "100 96 99 95", 4)]
    [InlineData("TrailingTicks Buy 0 5", "100 90 94 95", 4)]
    [InlineData("TrailingTicks Sell 108 5", "100 90 108 104 103", 5)] // It trails from 108 on.
    [InlineData("TrailingTicks Buy 92 5", "100 120 92 96 97", 5)]
    [InlineData("TrailingShare Sell 0 1000", "1000 2000 1801 1800", 4)]
    [InlineData("TrailingShare Buy 0 1000", "1000 500 549 550", 4)]
    public void Goes_out_at_the_first_price_that_meets_its_trigger(string terms, string trades, int expected) =>
        Assert.Equal(expected, FirstMet(OrderOf(terms), trades));

    [Theory]
    [InlineData(1, 1, "94", 1)]
    [InlineData(2, 3, "94 96 94", 3)]
    [InlineData(2, 3, "94 96 96 94", 0)]
    [InlineData(2, 2, "94 96 94 94", 4)]
    [InlineData(3, 4, "94 94 96 94", 4)]
    public void Needs_as_many_of_the_latest_looks_as_it_says(
        byte confirmCount, byte confirmOf, string trades, int expected)
    {
        HeldOrder order = OrderOf("Stop Sell 95 0");
        order.ConfirmCount = confirmCount;
        order.ConfirmOf = confirmOf;
        Assert.Equal(expected, FirstMet(order, trades));
    }

    [Theory]
    [InlineData(TriggerSource.Last, Side.Sell, true, 90)]
    [InlineData(TriggerSource.Quote, Side.Sell, false, 98)]
    [InlineData(TriggerSource.Quote, Side.Buy, false, 103)]
    [InlineData(TriggerSource.Mid, Side.Buy, false, 100)]
    public void Looks_at_its_own_price_alone_and_at_events_that_change_it(
        TriggerSource source, Side side, bool isTrade, long expectedTicks)
    {
        HeldOrder order = OrderOf($"Touch {side} {expectedTicks} 0");
        order.Source = source;
        var view = new TriggerView(BidTicks: 98, AskTicks: 103, LastTicks: 90, isTrade);
        Assert.False(HeldTriggers.Look(ref order, view with { IsTrade = !isTrade }, out _));
        Assert.True(HeldTriggers.Look(ref order, in view, out long priceTicks));
        Assert.Equal(expectedTicks, priceTicks);
    }

    /// <summary>The twin keeps every price and works the stop out anew from all of them.</summary>
    [Theory]
    [InlineData(1, HeldKind.TrailingTicks)]
    [InlineData(2, HeldKind.TrailingShare)]
    [InlineData(3, HeldKind.TrailingTicks)]
    [InlineData(4, HeldKind.TrailingShare)]
    public void A_trailing_stop_only_tightens_and_triggers_where_a_slow_twin_does(int seed, HeldKind kind)
    {
        var random = new Random(seed);
        for (int run = 0; run < 500; run++)
        {
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            HeldOrder order = OrderOf($"{kind} {side} 0 {random.Next(1, 400)}");
            var prices = new List<long>();
            long priceTicks = 10_000;
            long? stopTicks = null;
            bool isMet = false;
            for (int step = 0; step < 200 && !isMet; step++)
            {
                priceTicks += random.Next(-60, 61);
                prices.Add(priceTicks);
                isMet = HeldTriggers.Look(ref order, new TriggerView(0, 0, priceTicks, IsTrade: true), out _);
                long best = side == Side.Sell ? prices.Max() : prices.Min();
                long distance = kind == HeldKind.TrailingTicks ? order.Amount : best * order.Amount / 10_000;
                long expectedTicks = side == Side.Sell ? best - distance : best + distance;
                bool isExpected = side == Side.Sell ? priceTicks <= expectedTicks : priceTicks >= expectedTicks;
                bool isAlike = expectedTicks == HeldTriggers.StopTicks(in order) && isExpected == isMet;
                Assert.True(isAlike, $"seed={seed}, run={run}, step={step}");
                if (stopTicks is { } before)
                    Assert.True(side == Side.Sell ? expectedTicks >= before : expectedTicks <= before);

                stopTicks = expectedTicks;
            }
        }
    }

    [Theory]
    [InlineData("Stop Sell 0 0", false)]
    [InlineData("Stop Sell 95 0", true)]
    [InlineData("TrailingTicks Sell 0 0", false)]
    [InlineData("TrailingTicks Sell 0 5", true)]
    [InlineData("Iceberg Sell 0 5", false)] // Of a market order.
    [InlineData("Bracket Sell 95 105", false)]
    [InlineData("None Sell 0 0", false)]
    public void Says_which_terms_cannot_be_kept(string terms, bool canBeKept)
    {
        HeldOrder order = OrderOf(terms);
        EngineEvent hold = default;
        hold.Order.QtyLots = 10;
        hold.Order.Type = OrderType.Market;
        hold.Held = new HeldTerms
        {
            Kind = order.Kind,
            TriggerPriceTicks = order.TriggerPriceTicks,
            Amount = order.Amount,
            Source = TriggerSource.Last,
        };
        Assert.Equal(canBeKept, HeldTriggers.FaultOf(in hold) is null);
    }

    private static int FirstMet(HeldOrder order, string trades)
    {
        int number = 0;
        foreach (string price in trades.Split(' '))
        {
            number++;
            var view = new TriggerView(0, 0, long.Parse(price), IsTrade: true);
            if (HeldTriggers.Look(ref order, in view, out _))
                return number;
        }

        return 0;
    }

    private static HeldOrder OrderOf(string terms)
    {
        string[] words = terms.Split(' ');
        return new HeldOrder
        {
            OrderId = 1,
            QtyLots = 10,
            AllowedLots = 10,
            Kind = Enum.Parse<HeldKind>(words[0]),
            Side = Enum.Parse<Side>(words[1]),
            TriggerPriceTicks = long.Parse(words[2]),
            Amount = long.Parse(words[3]),
            Source = TriggerSource.Last,
            ConfirmCount = 1,
            ConfirmOf = 1,
        };
    }
}
