using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Risk.Campaign;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;
using static LowLatencyEngine.Unit.Risk.RiskSetupCases;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>
/// Several wishes of one input are judged before the order table refuses some of them: what is taken back is what each
/// of them reserved, not what the latest did.
/// </summary>
public sealed class WithdrawalTests
{
    private const int RoundCount = 800;

    [Fact]
    public void A_withdrawn_order_takes_its_own_value_out_of_the_window()
    {
        PreTradeRisk risk = With(Hard(RiskScope.Firm, LimitId.WindowValue, hard: 1_000_000));
        EngineEvent small = Numbered(Limit(Side.Buy, qtyLots: 1), orderId: 1);
        EngineEvent large = Numbered(Limit(Side.Buy, qtyLots: 50), orderId: 2);
        Check(risk, small);
        Check(risk, large);
        risk.Withdraw(in small, RiskVerdict.OrderTableFull);
        Assert.Equal(50 * ReferencePriceTicks, risk.UsedOf(row: 0, LimitId.WindowValue));
        risk.Withdraw(in large, RiskVerdict.OrderTableFull);
        Assert.Equal(0, risk.UsedOf(row: 0, LimitId.WindowValue));
    }

    [Fact]
    public void A_withdrawn_change_gives_back_what_itself_added()
    {
        PreTradeRisk risk = With();
        Check(risk, Numbered(Limit(Side.Buy, qtyLots: 10), orderId: 1));
        Check(risk, Numbered(Limit(Side.Buy, qtyLots: 30), orderId: 2));
        EngineEvent first = Numbered(Limit(Side.Buy, qtyLots: 15), orderId: 3);
        EngineEvent second = Numbered(Limit(Side.Buy, qtyLots: 40), orderId: 4);
        first.Kind = second.Kind = EventKind.ReplaceOrder;
        risk.CheckChangeAndReserve(in first, heldLots: 10, Market);
        risk.CheckChangeAndReserve(in second, heldLots: 30, Market);
        risk.Withdraw(in first, RiskVerdict.UnknownOrder);
        Assert.Equal(10 + 30 + 10, risk.ExposureOf(0).OpenBuyLots);
    }

    [Fact]
    public void Withdrawn_messages_let_those_before_them_leave_the_window_in_time()
    {
        var rate = new MessageRateLimit { MessagesMax = 4, WindowNs = 100, CancelReserve = 1 };
        var risk = new PreTradeRisk([Limits], rate);
        foreach (long sentNs in new[] { 1_000, 1_090, 1_090, 1_090 })
            CheckAt(risk, Cancel(), sentNs);

        EngineEvent[] wishes = [Numbered(Cancel(), orderId: 2), Numbered(Cancel(), orderId: 3)];
        foreach (EngineEvent wish in wishes)
            Assert.Equal(RiskVerdict.Accepted, CheckAt(risk, wish, nowNs: 1_100));

        foreach (EngineEvent wish in wishes)
            risk.Withdraw(in wish, RiskVerdict.UnknownOrder);

        Assert.Equal(1, risk.RoomForCancels(1_100)); // The first one is outside, whatever lay in its place meanwhile.
    }

    [Fact]
    public void A_withdrawn_order_leaves_the_ones_behind_it_among_those_that_may_be_duplicated()
    {
        PreTradeRisk risk = With(Hard(RiskScope.Instrument, LimitId.Duplicates, hard: 0));
        EngineEvent gone = Numbered(Limit(Side.Buy, qtyLots: 7), orderId: 1);
        EngineEvent sent = Numbered(Limit(Side.Buy, qtyLots: 8), orderId: 2);
        Check(risk, gone);
        Check(risk, sent);
        risk.Withdraw(in gone, RiskVerdict.OrderTableFull);
        Assert.Equal(RiskVerdict.DuplicateOrder, Check(risk, sent));
        Assert.Equal(RiskVerdict.Accepted, Check(risk, gone));
    }

    [Fact]
    public void What_the_input_did_not_reserve_cannot_be_withdrawn()
    {
        EngineEvent order = Numbered(Limit(Side.Buy, qtyLots: 10), orderId: 2);
        PreTradeRisk risk = With();
        Check(risk, Numbered(Limit(Side.Buy, qtyLots: 10), orderId: 1));
        Assert.Throws<InvalidOperationException>(() => risk.Withdraw(in order, RiskVerdict.OrderTableFull));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_gate_that_took_wishes_back_holds_and_says_what_one_does_that_never_saw_them(int seed)
    {
        var random = new Random(seed);
        RiskSetup setup = CampaignSetup.Create(new Random(seed));
        var pair = new WithdrawalPair(setup, random);
        for (int round = 0; round < RoundCount; round++)
        {
            pair.Play();
            Assert.True(pair.Difference() is null, $"seed={seed}, round={round}: {pair.Difference()}");
        }

        Assert.InRange(pair.WithdrawnCount, RoundCount / 10, int.MaxValue);
    }

    private static EngineEvent Numbered(EngineEvent wish, long orderId)
    {
        wish.Order.OrderId = orderId;
        return wish;
    }
}
