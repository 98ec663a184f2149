using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class KillSwitchTests
{
    private readonly PreTradeRisk _risk = RiskOf(Limits);

    [Fact]
    public void Halt_refuses_orders_until_resume()
    {
        _risk.OnCommand(Command(CommandKind.Halt));
        Assert.True(_risk.IsHalted);
        Assert.Equal(RiskVerdict.KillSwitchEngaged, Check(_risk, Limit(Side.Buy, 1)));

        _risk.OnCommand(Command(CommandKind.StrategyStart));
        _risk.OnCommand(Command(CommandKind.CancelAll));
        Assert.True(_risk.IsHalted);

        _risk.OnCommand(Command(CommandKind.Resume));
        Assert.Equal(RiskVerdict.Accepted, Check(_risk, Limit(Side.Buy, 1)));
    }

    [Fact]
    public void The_engine_can_halt_for_what_the_events_show()
    {
        _risk.Halt();
        Assert.Equal(RiskVerdict.KillSwitchEngaged, Check(_risk, Limit(Side.Buy, 1)));
    }

    [Theory]
    [InlineData(EventKind.CancelOrder)]
    [InlineData(EventKind.StatusRequest)]
    public void Cancels_and_status_requests_pass_whatever_stops_orders(EventKind kind)
    {
        _risk.Halt();
        EngineEvent intent = Cancel();
        intent.Kind = kind;
        intent.InstrumentIndex = -1;
        RiskMarket market = Market with { IsFit = false, VenueState = VenueState.LoggedOn };

        Assert.Equal(RiskVerdict.Accepted, _risk.CheckAndReserve(in intent, in market));
    }

    [Theory]
    [InlineData(VenueState.None)]
    [InlineData(VenueState.Disconnected)]
    public void A_cancel_that_no_session_could_carry_is_refused(VenueState state)
    {
        EngineEvent intent = Cancel();
        Assert.Equal(RiskVerdict.VenueNotReady, _risk.CheckAndReserve(in intent, Market with { VenueState = state }));
        Assert.Equal(1, _risk.DenialCount(RiskVerdict.VenueNotReady));
    }
}
