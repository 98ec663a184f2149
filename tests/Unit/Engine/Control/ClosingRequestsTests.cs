using System.Threading.Tasks;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>What an operator says of an order that closes, as the command that the engine gets over its ring.</summary>
public sealed class ClosingRequestsTests
{
    private readonly ControlBench _bench = new(TestConfiguration.Create());

    [Theory]
    [InlineData("order send - BTCUSDT sell 0.01 market", CommandKind.OrderSend, false)]
    [InlineData("order send - BTCUSDT sell 0.01 market close", CommandKind.OrderSend, true)]
    [InlineData("order probe momentum BTCUSDT buy 0.01 60000 close", CommandKind.OrderProbe, true)]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000", CommandKind.OrderHold, false)]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000 close=yes", CommandKind.OrderHold, true)]
    [InlineData("hold probe BTCUSDT sell 0.01 market stop close=yes stop=59000", CommandKind.OrderHoldProbe, true)]
    public async Task An_order_closes_where_its_request_says_so(string request, CommandKind kind, bool closes)
    {
        await _bench.Answer(request);
        Assert.Equal((kind, closes), (_bench.Published.Command.Kind, _bench.Published.Flags.Closes()));
    }

    [Theory]
    [InlineData("hold send BTCUSDT buy 0.01 60000 bracket take-profit=61000 stop-loss=59000 close=yes")]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000 close=maybe")]
    public async Task What_cannot_close_is_refused(string request)
    {
        Assert.StartsWith("refused ", await _bench.Answer(request), System.StringComparison.Ordinal);
        Assert.Equal(default, _bench.Published.Command.Kind);
    }
}
