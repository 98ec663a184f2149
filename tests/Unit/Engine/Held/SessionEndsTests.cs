using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

public sealed class SessionEndsTests
{
    private const long HourNs = 3_600_000_000_000;
    private const long DayNs = 24 * HourNs;

    /// <summary>Closed from 12 to 13 and from 17 on; hours since midnight of the first day.</summary>
    [Theory]
    [InlineData(0, 12)]
    [InlineData(11, 12)]
    [InlineData(12, 17)] // What comes while it is closed is for the next session.
    [InlineData(14, 17)]
    [InlineData(17, 36)]
    [InlineData(30, 36)]
    public void The_next_end_is_that_of_the_session_to_come(long nowHours, long expectedHours) =>
        Assert.Equal(
            (100 * DayNs) + (expectedHours * HourNs),
            new SessionEnds(WithPhases().Risk.Setup).NextOf(0, (100 * DayNs) + (nowHours * HourNs)));

    [Fact]
    public void An_instrument_without_phases_never_closes() =>
        Assert.Equal(0, new SessionEnds(TestConfiguration.Create().Risk.Setup).NextOf(0, 5 * HourNs));

    [Theory]
    [InlineData(TimeInForce.Day, 0, 12 * HourNs)]
    [InlineData(TimeInForce.Day, 5 * HourNs, 5 * HourNs)]
    [InlineData(TimeInForce.Day, 15 * HourNs, 12 * HourNs)]
    [InlineData(TimeInForce.GoodTillCancel, 0, 0)]
    [InlineData(TimeInForce.GoodTillCancel, 15 * HourNs, 15 * HourNs)]
    public void A_day_order_that_is_held_ends_with_the_session(
        TimeInForce timeInForce, long expireNs, long expectedNs)
    {
        var script = new HeldScript(WithPhases());
        EngineEvent hold = default;
        EngineEvents.Begin(ref hold, EventKind.HoldOrder, EventSource.Operator, script.NowNs);
        hold.InstrumentIndex = 0;
        hold.Side = Side.Buy;
        hold.Order.OrderId = 1_000_000;
        hold.Order.QtyLots = 1;
        hold.Order.PriceTicks = HeldScript.MidTicks + 60;
        hold.Order.Type = OrderType.Limit;
        hold.Order.TimeInForce = timeInForce;
        hold.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        hold.Held = new HeldTerms
        {
            Kind = HeldKind.Stop,
            Source = TriggerSource.Last,
            TriggerPriceTicks = HeldScript.MidTicks + 50,
            ExpireTimestampNs = expireNs,
        };
        RiskMarket market = script.State.RiskFeed.MarketOf(in hold, script.NowNs);
        Assert.Equal(RiskVerdict.Accepted, script.State.Held.Judge(in hold, in market));
        Assert.Equal(expectedNs, script.Held.Slots.ToArray().Single().ExpireTimestampNs);
        if (expectedNs == 0)
            return;

        script.Timer(aheadNs: expectedNs - script.NowNs);
        script.Timer();
        Assert.Equal((0, HeldChange.Expired), (script.Held.Count, script.LastChange.Held.Change));
    }

    private static EngineConfiguration WithPhases()
    {
        EngineConfiguration configuration = TestConfiguration.Create();
        RiskSetup setup = configuration.Risk.Setup;
        PhaseSetting[] phases =
        [
            new(0, SessionPhase.Continuous),
            new(12 * HourNs, SessionPhase.Closed),
            new(13 * HourNs, SessionPhase.Continuous),
            new(17 * HourNs, SessionPhase.Closed),
        ];
        return configuration with
        {
            Risk = configuration.Risk with
            {
                Setup = setup with { Instruments = [.. setup.Instruments.Select(i => i with { Phases = phases })] },
            },
        };
    }
}
