using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>Questions what would become of an order: who would keep it, and what the gate would say.</summary>
public sealed class NativeQuestionTests
{
    private const long Mid = HeldScript.MidTicks;

    private readonly HeldScript _script = new(NativeOrderTests.Configuration(NativeOrderTests.Stops));

    [Theory]
    [InlineData(HeldKind.Stop, TriggerSource.Last, RiskVerdict.Accepted, true)]
    [InlineData(HeldKind.Stop, TriggerSource.Mid, RiskVerdict.Accepted, false)]
    [InlineData(HeldKind.Bracket, TriggerSource.Last, RiskVerdict.Accepted, false)]
    public void A_question_tells_who_would_keep_the_order(
        HeldKind kind, TriggerSource source, RiskVerdict verdict, bool isNative)
    {
        _script.Probe(Side.Buy, 10, Mid + 60, new HeldTerms
        {
            Kind = kind, Source = source, TriggerPriceTicks = kind == HeldKind.Bracket ? Mid - 50 : Mid + 50,
            Amount = kind == HeldKind.Bracket ? Mid + 100 : 0,
        });
        Assert.Equal(verdict, _script.State.OperatorOrders.Outcome.Verdict);
        Assert.Equal(isNative, kind != HeldKind.Bracket && _script.State.Held.WasProbedNative);
        Assert.Empty(_script.TakeSent());
    }

    [Fact]
    public void A_question_about_what_the_venue_would_keep_is_judged_as_it_would_be_told()
    {
        _script.Probe(Side.Buy, 10, Mid + 50 + 100_001, new HeldTerms
        {
            Kind = HeldKind.Stop, Source = TriggerSource.Last, TriggerPriceTicks = Mid + 50,
        });
        Assert.Equal(RiskVerdict.PriceOutsideBand, _script.State.OperatorOrders.Outcome.Verdict);
    }

    [Theory]
    [InlineData("stop", "stop=60000.50 trigger=last", "ok 17 kept=venue")]
    [InlineData("stop", "stop=60000.50 trigger=quote", "ok 17 kept=engine")]
    [InlineData("trailing", "offset=0.50 trigger=last", "ok 17 kept=engine")]
    public void A_question_at_the_control_door_is_answered_with_who_would_keep_the_order(
        string kind, string terms, string expected)
    {
        var door = new HoldRequests(_script.State, command =>
        {
            command.Kind = EventKind.Command;
            command.ReceiveTimestampNs = _script.NowNs;
            _script.Feed(command);
            return "ok 17";
        });
        Assert.Equal(expected, door.Answer(
            ["probe", "BTCUSDT", "buy", "0.01", "market", kind, .. terms.Split(' ')]));
    }
}
