using LowLatencyEngine.Console;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Console;

/// <summary>What operators ordered, as `lle journal cat` and `lle why` show it.</summary>
public sealed class CommandTextTests
{
    private static readonly EventText Text = new(new InstrumentTable(
    [
        new Instrument(0, "X", "X", "USD", new DecimalScale(1, 0), new DecimalScale(1, 0), 1),
        new Instrument(1, "Y", "Y", "USD", new DecimalScale(5, 2), new DecimalScale(1, 3), 1),
    ]));

    [Fact]
    public void An_order_by_hand_says_what_of_in_its_units()
    {
        EngineEvent e = Command(CommandKind.OrderHold, argument: 2_000);
        e.InstrumentIndex = 1;
        e.Act.QtyLots = 1_500;
        e.Act.OrderType = OrderType.Limit;
        e.Held = new HeldTerms { Kind = HeldKind.Stop, TriggerPriceTicks = 1_999 };
        string text = Text.ToJson(in e);
        Assert.Contains("\"instrument\":\"Y\",\"type\":\"Limit\",\"price\":\"100.00\",\"qty\":\"1.500\"", text);
        Assert.Contains("\"triggerPrice\":\"99.95\"", text);
    }

    [Fact]
    public void A_limit_says_what_it_was_set_to()
    {
        EngineEvent e = Command(CommandKind.LimitSet, argument: 1_500);
        e.InstrumentIndex = -1;
        e.Act.Scope = RiskScope.Instrument;
        e.Act.ScopeIndex = 1;
        e.Act.LimitCode = (byte)LimitId.OrderQty;
        e.Act.Tier = LimitTier.Hard;
        Assert.Contains(
            "\"scopeIndex\":1,\"instrument\":\"Y\",\"limit\":\"orderQty\",\"value\":\"1.500\"", Text.ToJson(in e));

        e.Command.Argument = LimitCell.Off;
        Assert.Contains("\"value\":\"off\"", Text.ToJson(in e));
        e.Act.Tier = LimitTier.Shadow;
        e.Command.Argument = 1;
        Assert.Contains("\"value\":\"on\"", Text.ToJson(in e));
    }

    [Fact]
    public void What_came_of_a_limit_says_who_was_claimed_and_which_account_asked()
    {
        var e = new EngineEvent { Kind = EventKind.OperatorAct, Source = EventSource.Engine, Sequence = 5 };
        e.InstrumentIndex = -1;
        e.Done = new OperatorAct
        {
            Kind = CommandKind.LimitSet, Outcome = ActOutcome.Proposed, Scope = RiskScope.Instrument, ScopeIndex = 1,
            LimitCode = (byte)LimitId.OrderQty, Tier = LimitTier.Hard, Before = 1_500, After = LimitCell.Off,
            UserCode = 1_001,
        };
        ActText.TryWrite("ann", e.Done.Who);
        ActText.TryWrite("anna", e.Done.User);
        ActText.TryWrite("new day", e.Done.Reason);
        Assert.EndsWith(
            """
            "command":"LimitSet","outcome":"proposed","scope":"instrument","scopeIndex":1,"instrument":"Y",
            """ + """
            "limit":"orderQty","tier":"hard","before":"1.500","value":"off","who":"ann","user":"anna","uid":1000,
            """ + """
            "why":"new day"}
            """,
            Text.ToJson(in e));
    }

    [Fact]
    public void A_halt_of_everything_names_no_instrument()
    {
        EngineEvent e = Command(CommandKind.Halt, argument: 0);
        Assert.DoesNotContain("instrument", Text.ToJson(in e));
    }

    private static EngineEvent Command(CommandKind kind, long argument)
    {
        var e = new EngineEvent { Kind = EventKind.Command, Source = EventSource.Operator, Sequence = 5 };
        e.Command.Kind = kind;
        e.Command.Argument = argument;
        return e;
    }
}
