using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>What an operator says of an order that closes, as the command that the engine gets.</summary>
public sealed class ClosingRequestsTests
{
    private readonly RiskRequests _requests;
    private EngineEvent _published;

    public ClosingRequestsTests() =>
        _requests = new RiskRequests("lle", new DecisionState(TestConfiguration.Create()), Publish);

    [Theory]
    [InlineData("order send - BTCUSDT sell 0.01 market", CommandKind.OrderSend, false)]
    [InlineData("order send - BTCUSDT sell 0.01 market close", CommandKind.OrderSend, true)]
    [InlineData("order probe momentum BTCUSDT buy 0.01 60000 close", CommandKind.OrderProbe, true)]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000", CommandKind.OrderHold, false)]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000 close=yes", CommandKind.OrderHold, true)]
    [InlineData("hold probe BTCUSDT sell 0.01 market stop close=yes stop=59000", CommandKind.OrderHoldProbe, true)]
    public void An_order_closes_where_its_request_says_so(string request, CommandKind kind, bool closes)
    {
        _requests.Answer(request.Split(' '));
        Assert.Equal((kind, closes), (_published.Command.Kind, _published.Flags.Closes()));
    }

    [Theory]
    [InlineData("hold send BTCUSDT buy 0.01 60000 bracket take-profit=61000 stop-loss=59000 close=yes")]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000 close=maybe")]
    public void What_cannot_close_is_refused(string request)
    {
        Assert.StartsWith("refused ", _requests.Answer(request.Split(' ')), System.StringComparison.Ordinal);
        Assert.Equal(default, _published.Command.Kind);
    }

    private string Publish(EngineEvent command)
    {
        _published = command;
        return "ok";
    }
}
