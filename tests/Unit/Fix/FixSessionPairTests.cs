using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixSessionPairTests(ITestOutputHelper output)
{
    [Fact]
    public void Trades_and_heartbeats_for_a_day()
    {
        SessionPair pair = Pair();
        for (int minute = 0; minute < 24 * 60; minute++)
        {
            Assert.True(pair.SendOrder());
            for (int second = 0; second < 60; second++)
            {
                pair.Pass(seconds: 1);
                pair.Initiator.OnTimer(pair.NowNs);
                pair.Acceptor.OnTimer(pair.NowNs);
                pair.ExchangeAll();
            }
        }

        Assert.Equal(Enumerable.Range(1, 24 * 60).Select(i => (long)i), pair.OrdersReceived!);
        Assert.Equal(pair.OrdersReceived!, pair.FillsReceived!);
        Assert.Equal((0L, 0L), (pair.Initiator.Counters.ResendRequestsSent, pair.Acceptor.Counters.ResendRequestsSent));
        Assert.True(pair.Acceptor.Counters.HeartbeatsSent > 1_000);
    }

    [Fact]
    public void A_cut_at_any_byte_loses_no_fill_and_repeats_no_order()
    {
        for (int cut = 0; cut < 700; cut += 3)
        {
            SessionPair pair = Pair();
            for (int i = 0; i < 5; i++)
                Assert.True(pair.SendOrder());

            pair.ExchangeAndCut(bytesToVenue: cut, bytesToSender: cut * 2 % 700);
            pair.LogOn();
            Assert.True(pair.Initiator.IsSynchronized, $"cut={cut}");
            Assert.True(pair.SendOrder());
            pair.ExchangeAll();

            AssertNothingLostOrRepeated(pair, $"cut={cut}");
            Assert.Equal(6, pair.OrdersReceived![^1]);
        }
    }

    [Fact]
    public void A_wire_that_is_cut_over_and_over_loses_no_fill_and_repeats_no_order()
    {
        const int seed = 44;
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        SessionPair pair = Pair();
        for (int round = 0; round < 3_000; round++)
        {
            for (int i = random.Next(4); i > 0; i--)
                pair.SendOrder();

            if (random.Next(3) == 0)
            {
                pair.ExchangeAndCut(random.Next(400), random.Next(400));
                pair.Pass(seconds: 1);
                pair.LogOn();
            }
            else
            {
                pair.ExchangeAll();
            }
        }

        pair.LogOn();
        AssertNothingLostOrRepeated(pair, "end");
        Assert.True(pair.OrdersReceived!.Count > 2_000);
    }

    [Fact]
    public void Chunks_that_are_lost_on_an_open_wire_are_asked_for_again()
    {
        const int seed = 45;
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        SessionPair pair = Pair();
        for (int round = 0; round < 2_000; round++)
        {
            pair.Pass(seconds: 11);
            pair.SendOrder();
            pair.CarryToVenue(copies: random.Next(10) == 0 ? 0 : 1);
            pair.CarryToSender(copies: random.Next(10) == 0 ? 0 : 1);
            pair.Initiator.OnTimer(pair.NowNs);
            pair.Acceptor.OnTimer(pair.NowNs);
            if (pair.IsBroken)
                pair.LogOn();
        }

        pair.LogOn();
        AssertNothingLostOrRepeated(pair, "end");
        Assert.True(pair.Acceptor.Counters.ResendRequestsSent > 20 && pair.Initiator.Counters.ResendRequestsSent > 20);
    }

    [Fact]
    public void A_chunk_that_is_repeated_ends_the_session_and_repeats_no_order()
    {
        SessionPair pair = Pair();
        pair.SendOrder();
        pair.CarryToVenue(copies: 2);

        Assert.Equal([1L], pair.OrdersReceived!);
        Assert.Equal(FixSessionState.Disconnected, pair.Acceptor.State);
        Assert.Equal(FixEndReason.MsgSeqNumTooLow, pair.Acceptor.EndReason);
    }

    [Fact]
    public void An_order_sender_that_restarts_from_its_journal_gets_every_fill_it_had_not_worked_on()
    {
        SessionPair pair = Pair();
        for (int i = 0; i < 10; i++)
            pair.SendOrder();

        pair.ExchangeAll();
        pair.FillsReceived!.Clear();
        pair.Initiator.ConnectionLost();
        pair.Initiator.StartIncomingAt(6);
        pair.LogOn();

        // 1 is the Logon, 2 a Heartbeat: 6 is the fourth fill.
        Assert.Equal([4L, 5, 6, 7, 8, 9, 10], pair.FillsReceived!);
        Assert.True(pair.Initiator.IsSynchronized);
    }

    private static SessionPair Pair()
    {
        var pair = new SessionPair(new SentMessageRing(capacitySlots: 1 << 14, slotSizeBytes: 256))
        {
            OrdersReceived = [], FillsReceived = [],
        };
        pair.LogOn();
        return pair;
    }

    private static void AssertNothingLostOrRepeated(SessionPair pair, string context)
    {
        long[] orders = [.. pair.OrdersReceived!];
        Assert.True(orders.SequenceEqual(orders.Distinct().Order()), $"{context}: orders came twice or out of order");
        string lastOrders = string.Join(',', orders.TakeLast(9));
        string lastFills = string.Join(',', pair.FillsReceived!.TakeLast(9));
        Assert.True(orders.SequenceEqual(pair.FillsReceived!), $"{context}: orders={lastOrders}, fills={lastFills}");
    }
}
