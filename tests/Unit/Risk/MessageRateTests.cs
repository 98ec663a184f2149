using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class MessageRateTests
{
    private readonly PreTradeRisk _risk = new(
        [Limits], new MessageRateLimit { MessagesMax = 5, WindowNs = 100, CancelReserve = 2 });

    [Fact]
    public void Orders_leave_the_reserve_to_questions_and_cancels_pass_even_beyond_the_maximum()
    {
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_000);
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_000);
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_000);
        Expect(RiskVerdict.MessageRateLimit, Limit(Side.Buy, 1), 1_000);
        Expect(RiskVerdict.Accepted, Cancel(), 1_000);
        Expect(RiskVerdict.Accepted, Question(), 1_000);
        Expect(RiskVerdict.MessageRateLimit, Question(), 1_000);
        for (int i = 0; i < 20; i++)
            Expect(RiskVerdict.Accepted, Cancel(), 1_000);
    }

    [Fact]
    public void Cancels_use_places_of_orders_too()
    {
        for (int i = 0; i < 3; i++)
            Expect(RiskVerdict.Accepted, Cancel(), 1_000);

        Expect(RiskVerdict.MessageRateLimit, Limit(Side.Buy, 1), 1_000);
    }

    [Fact]
    public void A_message_leaves_the_window_when_it_is_exactly_as_old_as_the_window_is_long()
    {
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_000);
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_050);
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_050);
        Expect(RiskVerdict.MessageRateLimit, Limit(Side.Buy, 1), 1_099);
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_100);
        Expect(RiskVerdict.MessageRateLimit, Limit(Side.Buy, 1), 1_149);
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_150);
    }

    [Fact]
    public void A_refused_message_does_not_count()
    {
        for (int i = 0; i < 3; i++)
            Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_000);

        for (int i = 0; i < 10; i++)
            Expect(RiskVerdict.MessageRateLimit, Limit(Side.Buy, 1), 1_050);

        Assert.Equal(2, _risk.RoomForCancels(1_050));
        Assert.Equal(5, _risk.RoomForCancels(1_100));
    }

    [Fact]
    public void A_small_step_back_in_time_frees_nothing()
    {
        for (int i = 0; i < 3; i++)
            Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_000);

        Expect(RiskVerdict.MessageRateLimit, Limit(Side.Buy, 1), 901);
        Expect(RiskVerdict.Accepted, Cancel(), 950); // Counts as of 1,000.
        Assert.Equal(1, _risk.RoomForCancels(1_099));
        Assert.Equal(5, _risk.RoomForCancels(1_100));
    }

    [Fact]
    public void A_step_back_by_more_than_a_window_is_another_clock_and_starts_anew()
    {
        for (int i = 0; i < 3; i++)
            Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 1_000);

        Expect(RiskVerdict.MessageRateLimit, Limit(Side.Buy, 1), 900);
        Expect(RiskVerdict.Accepted, Limit(Side.Buy, 1), 899);
        Assert.Equal(4, _risk.RoomForCancels(899));
    }

    [Fact]
    public void A_withdrawn_message_gives_its_place_back()
    {
        for (int round = 0; round < 20; round++)
        {
            EngineEvent intent = Limit(Side.Buy, 1);
            Expect(RiskVerdict.Accepted, intent, 1_000);
            _risk.Withdraw(in intent, RiskVerdict.OrderTableFull);
        }

        Assert.Equal(5, _risk.RoomForCancels(1_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_a_list_of_all_sends_whatever_the_sequence(int seed)
    {
        var random = new Random(seed);
        var limit = new MessageRateLimit { MessagesMax = 7, WindowNs = 50, CancelReserve = 3 };
        RiskLimits wide = Limits with { PositionLotsMax = RiskLimits.LotsMax, OpenOrdersMax = 1 << 20 };
        var risk = new PreTradeRisk([wide], limit);
        var sentNs = new List<long>();
        long nowNs = 10_000;
        for (int step = 0; step < 20_000; step++)
        {
            nowNs += random.Next(0, 20);
            bool isCancel = random.Next(3) == 0;
            int inWindow = sentNs.Count(ns => ns > nowNs - limit.WindowNs);
            bool hasRoom = isCancel || inWindow < limit.MessagesMax - limit.CancelReserve;
            Assert.Equal(Math.Max(0, limit.MessagesMax - inWindow), risk.RoomForCancels(nowNs));

            EngineEvent intent = isCancel ? Cancel() : Limit(Side.Buy, 1);
            Assert.Equal(hasRoom ? RiskVerdict.Accepted : RiskVerdict.MessageRateLimit, CheckAt(risk, intent, nowNs));
            if (hasRoom && random.Next(5) == 0)
                risk.Withdraw(in intent, RiskVerdict.OrderTableFull);
            else if (hasRoom)
                sentNs.Add(nowNs);

            if (sentNs.Count > 50)
                sentNs.RemoveRange(0, 25);
        }
    }

    private static EngineEvent Question()
    {
        EngineEvent question = Cancel();
        question.Kind = EventKind.StatusRequest;
        return question;
    }

    private void Expect(RiskVerdict expected, EngineEvent intent, long nowNs) =>
        Assert.Equal(expected, CheckAt(_risk, intent, nowNs));
}
