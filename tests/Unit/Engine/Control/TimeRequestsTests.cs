using System;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>How long an operator's order is to be there, from the words of the request to what is sent.</summary>
public sealed class TimeRequestsTests
{
    private readonly HeldScript _script = new();
    private EngineEvent _command;

    [Theory]
    [InlineData("order send - BTCUSDT buy 0.01 60000", TimeInForce.GoodTillCancel)]
    [InlineData("order send - BTCUSDT buy 0.01 market", TimeInForce.ImmediateOrCancel)]
    [InlineData("order send - BTCUSDT buy 0.01 60000 tif=ioc", TimeInForce.ImmediateOrCancel)]
    [InlineData("order send - BTCUSDT buy 0.01 60000 tif=Day", TimeInForce.Day)]
    [InlineData("order send - BTCUSDT buy 0.01 60000 close tif=FOK", TimeInForce.FillOrKill)]
    [InlineData("order send - BTCUSDT buy 0.01 60000 tif=fok close", TimeInForce.FillOrKill)]
    public void An_order_goes_out_with_the_time_that_was_asked_for(string request, TimeInForce expected)
    {
        Assert.StartsWith("ok", Risk(request), StringComparison.Ordinal);
        Assert.Equal(expected, _script.TakeOne(EventKind.NewOrder).Order.TimeInForce);
        Assert.Equal(request.Contains("close", StringComparison.Ordinal), _command.Flags.Closes());
    }

    [Theory]
    [InlineData("hold send BTCUSDT buy 0.01 60000 stop stop=59000 tif=ioc", TimeInForce.ImmediateOrCancel)]
    [InlineData("hold send BTCUSDT buy 0.01 market stop stop=59000", TimeInForce.ImmediateOrCancel)]
    [InlineData("hold send BTCUSDT buy 0.01 market mtl tif=day", TimeInForce.Day)]
    [InlineData("hold send BTCUSDT buy 0.01 market mtl", TimeInForce.GoodTillCancel)]
    [InlineData("hold send BTCUSDT buy 0.01 60000 bracket take-profit=61000 stop-loss=59000 tif=ioc",
        TimeInForce.ImmediateOrCancel)]
    public void A_held_order_keeps_the_time_that_was_asked_for(string request, TimeInForce expected)
    {
        Assert.StartsWith("ok", Risk(request), StringComparison.Ordinal);
        Assert.Equal(expected, _script.Held[0].TimeInForce);
    }

    [Fact]
    public void The_exits_of_a_bracket_stay_whatever_its_entry_does()
    {
        Risk("hold send BTCUSDT buy 0.01 60000 bracket take-profit=61000 stop-loss=59000 tif=ioc");
        Assert.Equal(
            (TimeInForce.GoodTillCancel, TimeInForce.ImmediateOrCancel),
            (_script.Held[1].TimeInForce, _script.Held[2].TimeInForce));
    }

    [Theory]
    [InlineData("order send - BTCUSDT buy 0.01 60000 tif=gtd", "tif=gtd; use close, or tif= with day, gtc, ioc")]
    [InlineData("order send - BTCUSDT buy 0.01 60000 clos", "clos; use close")]
    [InlineData("hold send BTCUSDT buy 0.01 60000 stop stop=59000 tif=x", "no such time in force: tif=x; use day")]
    [InlineData("hold send BTCUSDT buy 0.01 60000 stop stop=59000 tif=opg", "cannot wait for an auction too")]
    [InlineData("hold send BTCUSDT buy 0.01 60000 iceberg display=0.001 tif=ioc", "its limit order rests")]
    public void What_cannot_be_is_refused_before_the_engine_is_asked(string request, string expected)
    {
        string answer = Risk(request);
        Assert.StartsWith("refused ", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Equal(default, _command.Command.Kind);
    }

    private string Risk(string request) => new RiskRequests("lle", _script.State, command =>
    {
        _command = command;
        command.Kind = EventKind.Command;
        command.ReceiveTimestampNs = _script.NowNs;
        _script.Feed(command);
        return "ok 17";
    }).Answer(request.Split(' '))!;
}
