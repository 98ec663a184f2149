using System;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Console.Orders;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Orders;

/// <summary>Alarms of held orders as `lle orders`, the text at exit and `lle cancel` show them.</summary>
public sealed class AlarmListingTests
{
    private const long Mid = HeldScript.MidTicks;

    private static readonly JsonSerializerOptions CamelCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private readonly HeldScript _script = new();

    [Fact]
    public void An_alarm_is_listed_until_it_is_acknowledged_and_the_cancel_says_so()
    {
        long id = FillLate();
        AlarmReport alarm = Assert.Single(AlarmReport.Of(_script.State));
        Assert.Equal(
            new AlarmReport(id, "BTCUSDT", "Buy", "Unprotected", "0.00000006", 1, "", IsStopped: false, "operator"),
            alarm);
        Assert.Contains($"order={id}, BTCUSDT Buy 0.00000006 filled although it and the orders that were to close it",
            alarm.ToText(), StringComparison.Ordinal);
        Assert.Contains($"tries=1; close it yourself if need be, then acknowledge with 'lle cancel {id}'",
            alarm.ToText(), StringComparison.Ordinal);

        _script.Command(CommandKind.CancelOrder, id);
        CancelAnswer answer = CancelAnswer.Of(
            in _script.State.Outbox.Events[0], id, _script.Configuration.Instruments);
        Assert.Equal(("acknowledged", true, 0L), (answer.Result, answer.IsDone, answer.CancelId));
        Assert.StartsWith(
            $"acknowledged: 0.00000006 of order {id} filled", answer.Text, StringComparison.Ordinal);
        Assert.Empty(AlarmReport.Of(_script.State));
    }

    [Fact]
    public void What_stopped_it_and_what_refused_it_is_said()
    {
        FillLate();
        _script.TakeSent();
        _script.Command(CommandKind.CancelAll);
        Assert.Contains("an operator has stopped it", AlarmReport.Of(_script.State).Single().ToText(),
            StringComparison.Ordinal);
        AlarmReport refused = AlarmReport.Of(_script.State).Single() with
        {
            IsStopped = false, LastRefusal = "PositionLimit",
        };
        Assert.Contains("lastRefusal=PositionLimit", refused.ToText(), StringComparison.Ordinal);
        Assert.Contains("no order has been sent", (refused with { Tries = 0 }).ToText(), StringComparison.Ordinal);
        Assert.Contains("only one of two", (refused with { Alarm = "BothFilled" }).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_names_in_a_report_are_a_contract() => Assert.Equal(
        "{\"orderId\":7,\"symbol\":\"S\",\"side\":\"Buy\",\"alarm\":\"BothFilled\",\"left\":\"1\",\"tries\":2," +
        "\"lastRefusal\":\"\",\"isStopped\":true,\"strategy\":\"maker\"}",
        JsonSerializer.Serialize(
            new AlarmReport(7, "S", "Buy", "BothFilled", "1", 2, "", IsStopped: true, "maker"), CamelCase));

    [Fact]
    public void A_cancel_says_whether_it_was_sent_ended_something_or_found_nothing()
    {
        InstrumentTable instruments = _script.Configuration.Instruments;
        long id = _script.Stop(Side.Buy, 10, Mid + 50);
        _script.Command(CommandKind.CancelOrder, id);
        CancelAnswer ended = CancelAnswer.Of(in _script.State.Outbox.Events[0], id, instruments);
        Assert.Equal(("ended", true, 0L), (ended.Result, ended.IsDone, ended.CancelId));

        long sentId = _script.Send(Side.Buy, 10, Mid - 10);
        _script.Acknowledge(sentId);
        _script.Command(CommandKind.CancelOrder, sentId);
        EngineEvent cancel = _script.State.Outbox.Events[0];
        CancelAnswer sent = CancelAnswer.Of(in cancel, sentId, instruments);
        Assert.Equal(("sent", true, cancel.Order.OrderId), (sent.Result, sent.IsDone, sent.CancelId));

        CancelAnswer none = CancelAnswer.Of(default, 99, instruments);
        Assert.Equal(("no such open order", false, 0L), (none.Result, none.IsDone, none.CancelId));
    }

    [Fact]
    public void Orders_that_follow_the_market_say_what_they_follow()
    {
        _script.Hold(Side.Buy, 10, Mid + 10, new HeldTerms
        {
            Kind = HeldKind.PegMid, Amount = -3, StepTicks = 2, Options = HeldOptions.PostOnly,
        });
        OrderRow row = OrderListing.RowsOf(_script.State).Single(r => r.Trigger.Length > 0);
        Assert.Equal(("60000.10", "follows mid -0.03, step 0.02, adds liquidity only"), (row.Price, row.Trigger));
        _script.Hold(Side.Sell, 10, 0, new HeldTerms { Kind = HeldKind.MarketToLimit });
        Assert.Contains("market to limit", OrderListing.RowsOf(_script.State).Select(r => r.Trigger));
    }

    /// <summary>A bracket whose entry is cancelled unfilled, and fills six lots then.</summary>
    private long FillLate()
    {
        long id = _script.Bracket(Side.Buy, 10, Mid - 10, (Mid + 100, Mid - 100));
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        _script.Command(CommandKind.CancelOrder, id);
        _script.Canceled(partId);
        _script.Timer();
        _script.Fill(partId, 6);
        return id;
    }
}
