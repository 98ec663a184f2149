using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Random wishes of every kind, replaces, prices, fills, cancels and answers of the venue, from a seed; and what must
/// hold after every event.
/// </summary>
internal sealed class HeldStorm(int seed, HeldScript script)
{
    private const long Mid = HeldScript.MidTicks;

    private readonly Random _random = new(seed);
    private readonly Dictionary<long, long> _made = []; // Largest quantity by order.
    private readonly Dictionary<long, long> _shown = []; // Largest display quantity by order.
    private int _steps;

    public HeldScript Script { get; } = script;

    public int MadeCount => _made.Count;

    private string At => $"seed={seed}, step={_steps}";

    public void Act()
    {
        _steps++;
        long priceTicks = Mid + _random.Next(-60, 61);
        switch (_random.Next(22))
        {
            case < 5:
                Script.Trade(priceTicks);
                break;
            case < 7:
                Script.Quote(priceTicks);
                break;
            case 7:
                Script.Timer(aheadNs: _random.Next(3) * 1_000_000);
                break;
            case < 11:
                Wish();
                break;
            case 11 when _made.Count > 0:
                Script.Command(CommandKind.CancelOrder, _made.Keys.ElementAt(_random.Next(_made.Count)));
                break;
            case 12 when _random.Next(20) == 0:
                Script.Command(CommandKind.CancelAll);
                break;
            case < 15 when Script.Held.Count > 0:
                Replace();
                break;
            default:
                Answer();
                break;
        }
    }

    /// <summary>
    /// No order has more out and filled than it is for, risk holds exactly what is open and what is held with a
    /// reserve, no part goes out where its order may not, and nothing has halted.
    /// </summary>
    public void Check()
    {
        Assert.False(Script.State.Risk.IsHalted, $"{At}: halted, {Script.State.Orders.LastAnomalies}");
        var expected = new Dictionary<Side, long> { [Side.Buy] = 0, [Side.Sell] = 0 };
        var reservedParts = new HashSet<long>();
        foreach (ref readonly HeldOrder order in Script.Held.Slots)
        {
            if (order.OrderId == 0)
                continue;

            Check(in order);
            expected[order.Side] += order.ReservedLots;
            if (order.Is(HeldMarks.Reserved))
                reservedParts.Add(order.PartId);
        }

        foreach (ref readonly Order order in Script.State.Orders.OpenOrders)
            expected[order.Side] += reservedParts.Contains(order.OrderId) ? 0 : order.ReservedLots;

        (long buyLots, long sellLots) = (Script.ReservedLots(Side.Buy), Script.ReservedLots(Side.Sell));
        Assert.True(
            expected[Side.Buy] == buyLots && expected[Side.Sell] == sellLots,
            $"{At}: expected={expected[Side.Buy]}/{expected[Side.Sell]}, held={buyLots}/{sellLots}");
        CheckPrices();
    }

    public void EndAll()
    {
        Script.Command(CommandKind.CancelAll);
        for (int round = 0; round < 400 && (Script.State.Orders.OpenCount > 0 || Script.Held.Count > 0); round++)
        {
            foreach (Order order in Open())
                Script.Canceled(order.OrderId);

            Script.Timer();
        }
    }

    private void Check(in HeldOrder order)
    {
        bool hasPart = Script.State.Orders.TryFind(new OrderId(order.PartId), out Order part);
        long openLots = hasPart ? part.OpenLots : 0;
        long madeLots = Math.Max(_made.GetValueOrDefault(order.OrderId), order.QtyLots);
        _made[order.OrderId] = Math.Max(madeLots, order.ReplaceQtyLots); // The largest that it ever was for.
        _shown[order.OrderId] = Math.Max(_shown.GetValueOrDefault(order.OrderId), order.Amount);
        Assert.True(order.FilledLots + openLots <= _made[order.OrderId], At);
        Assert.True(!order.Is(HeldMarks.Reserved) || openLots <= order.ReservedLots, At);
        Assert.True(!order.IsSliced || openLots <= _shown[order.OrderId], At);
    }

    /// <summary>What the latest input sent of orders that follow the market or may only add liquidity.</summary>
    private void CheckPrices()
    {
        foreach (ref readonly EngineEvent output in Script.State.Outbox.Events)
        {
            bool isPart = output.Kind == EventKind.NewOrder && output.Order.ParentOrderId != 0;
            int slot = isPart ? Script.Held.Find(output.Order.ParentOrderId) : HeldOrders.NoSlot;
            if (output.Kind == EventKind.ReplaceOrder)
                slot = Script.Held.FindByPart(output.Order.OriginalOrderId);

            if (slot == HeldOrders.NoSlot)
                continue;

            HeldOrder order = Script.Held[slot];
            var top = Script.State.Analysis[0].Top;
            long otherTicks = order.Side == Side.Buy ? top.AskPriceTicks : top.BidPriceTicks;
            bool isOwnReplace = output.Order.OrderId == order.ReplaceId; // Its limit is not in force yet.
            if (order.Is(HeldMarks.PostOnly) && isPart)
                Assert.True((sbyte)order.Side * (output.Order.PriceTicks - otherTicks) < 0, $"{At}: it would trade");

            if (order.Kind.HasMarketPrice() && order.Type == OrderType.Limit && !isOwnReplace)
                Assert.True((sbyte)order.Side * (output.Order.PriceTicks - order.PriceTicks) <= 0, $"{At}: its limit");
        }
    }

    private void Wish()
    {
        Side side = _random.Next(2) == 0 ? Side.Buy : Side.Sell;
        int sign = (sbyte)side;
        long lots = _random.Next(2, 30);
        var terms = new HeldTerms
        {
            Source = (TriggerSource)_random.Next(1, 4), ExpireTimestampNs = Script.NowNs + _random.Next(1, 40_000_000),
        };
        long limitTicks = Mid - (sign * _random.Next(1, 50));
        long id = _random.Next(9) switch
        {
            0 => Script.Hold(side, lots, 0, terms with
            {
                Kind = HeldKind.Stop, TriggerPriceTicks = Mid + (sign * _random.Next(1, 50)),
            }),
            1 => Script.Hold(side, lots, limitTicks, terms with
            {
                Kind = HeldKind.Touch, TriggerPriceTicks = limitTicks,
            }),
            2 => Script.Hold(side, lots, 0, terms with { Kind = HeldKind.TrailingTicks, Amount = _random.Next(1, 60) }),
            3 => Script.Hold(side, lots, limitTicks, terms with
            {
                Kind = HeldKind.Iceberg, Amount = _random.Next(1, (int)lots),
            }),
            4 => Script.Bracket(side, lots, limitTicks, (Mid + (sign * 60), Mid - (sign * 60))),
            5 => Follow(side, lots, terms),
            6 => Script.Hold(side, lots, _random.Next(2) * limitTicks, terms with { Kind = HeldKind.MarketToLimit }),
            7 => Script.Hold(side, lots, Mid + _random.Next(-50, 50), terms with
            {
                Kind = HeldKind.Immediate,
                Options = _random.Next(2) == 0 ? HeldOptions.PostOnly : HeldOptions.PostOnly | HeldOptions.Reprices,
            }),
            _ => Pair((side, lots, limitTicks)),
        };
        for (long orderId = id; orderId < id + 3; orderId++)
        {
            if (Script.Held.Find(orderId) >= 0)
                _made[orderId] = Script.Held[Script.Held.Find(orderId)].QtyLots;
        }
    }

    private long Follow(Side side, long lots, HeldTerms terms)
    {
        long capTicks = _random.Next(2) * (Mid + _random.Next(-30, 30));
        return Script.Hold(side, lots, capTicks, terms with
        {
            Kind = (HeldKind)_random.Next((int)HeldKind.PegPrimary, (int)HeldKind.PegMarket + 1),
            Amount = _random.Next(-5, 6),
            StepTicks = (byte)_random.Next(0, 20),
            Options = _random.Next(2) == 0 ? HeldOptions.PostOnly : HeldOptions.None,
        });
    }

    private long Pair((Side Side, long Lots, long PriceTicks) first)
    {
        var terms = new HeldTerms { Kind = HeldKind.Immediate, ExpireTimestampNs = Script.NowNs + 30_000_000 };
        long id = Script.Hold(first.Side, first.Lots, first.PriceTicks, terms);
        _made[id] = first.Lots;
        terms.LinkedOrderId = id;
        if (_random.Next(2) == 0)
        {
            terms.Link = HeldLink.OneUpdatesOther;
            return Script.Hold(first.Side, first.Lots, first.PriceTicks + 1, terms);
        }

        terms.Link = HeldLink.OneCancelsOther;
        Side other = first.Side == Side.Buy ? Side.Sell : Side.Buy;
        return Script.Hold(other, first.Lots + 1, Mid + ((sbyte)first.Side * 55), terms);
    }

    /// <summary>Some terms of an order are to be others, whether it has such terms or not.</summary>
    private void Replace()
    {
        int slot = _random.Next(Script.Held.Slots.Length);
        long orderId = Script.Held[slot].OrderId;
        HeldOptions gives = _random.Next(8) switch
        {
            < 3 => HeldOptions.GivesQty,
            3 => HeldOptions.GivesPrice,
            4 => HeldOptions.GivesAmount,
            5 => HeldOptions.GivesTrigger,
            6 => HeldOptions.GivesQty | HeldOptions.GivesPrice,
            _ => HeldOptions.GivesExpiry,
        };
        Script.Replace(orderId, _random.Next(1, 40), Mid + _random.Next(-50, 50), new HeldTerms
        {
            Options = gives,
            TriggerPriceTicks = Mid + _random.Next(-50, 50),
            Amount = _random.Next(1, 20),
            ExpireTimestampNs = Script.NowNs + _random.Next(1, 40_000_000),
        });
    }

    /// <summary>The venue says something of an order that is open.</summary>
    private void Answer()
    {
        List<Order> open = Open();
        if (_random.Next(8) == 0)
            FillLate();

        if (open.Count == 0)
            return;

        Order one = open[_random.Next(open.Count)];
        if (!one.IsOpen && _random.Next(2) == 0)
            Script.ReplaceRefused(in one); // All of it has filled while the replace was on its way.
        else if (!one.IsOpen || (one.PendingReplaceId != 0 && _random.Next(2) == 0))
        {
            Script.Replaced(Script.Log.Last(e => e.Kind == EventKind.ReplaceOrder &&
                e.Order.OrderId == one.PendingReplaceId));
        }
        else if ((one.PendingCancelId != 0 || one.TimeInForce == TimeInForce.ImmediateOrCancel) && _random.Next(2) == 0)
            Script.Canceled(one.OrderId);
        else if (one.WorkingStatus == OrderStatus.PendingNew && _random.Next(2) == 0)
            Script.Acknowledge(one.OrderId);
        else
            Script.Fill(one.OrderId, _random.NextInt64(1, one.OpenLots + 1), Mid + _random.Next(-50, 51));
    }

    /// <summary>Something fills although the venue has acknowledged its cancel.</summary>
    private void FillLate()
    {
        EngineEvent cancel = Script.Log.LastOrDefault(
            e => e.Kind == EventKind.Execution && e.Execution.ExecType == ExecType.Canceled);
        Script.State.Orders.TryFind(new OrderId(cancel.Execution.OrderId), out Order order);
        if (order.WorkingStatus == OrderStatus.Canceled && order.FilledLots < order.QtyLots)
            Script.Fill(order.OrderId, _random.NextInt64(1, order.QtyLots - order.FilledLots + 1));
    }

    private List<Order> Open()
    {
        var open = new List<Order>();
        foreach (ref readonly Order order in Script.State.Orders.OpenOrders)
            open.Add(order);

        return open;
    }
}
