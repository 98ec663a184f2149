using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

public sealed class GatewayDialectTests
{
    private const string Report = "35=8|37=V1|11=9|55=1|54=1|";

    [Fact]
    public void Is_ready_only_when_the_venue_has_named_its_symbols()
    {
        using var bench = new GatewayBench(dialect: VenueDialect.CTrader);
        bench.PollUntil(() => bench.Orders.Count > 0);
        Assert.Equal("35=x|34=3|320=3|559=0", bench.Orders[0]);
        Assert.Equal(VenueState.LoggedOn, bench.Gateway.PublishedState);
        Assert.Equal(SendVerdict.Refused, bench.Gateway.Send(GatewayBench.NewOrder(1, 5, 5), bench.NowNs));

        NameSymbols(bench);
        bench.Send(GatewayBench.NewOrder(2, priceTicks: 500, qtyLots: 2));
        bench.PollUntil(() => bench.Orders.Count > 1);
        Assert.Equal(
            "35=D|34=4|11=2|55=1|54=1|60=20260115-14:30:00.000|38=0.00002|40=2|44=5.00", bench.Orders[1]);
    }

    [Fact]
    public void Tells_fills_without_an_execution_id_apart_by_their_total()
    {
        using var bench = new GatewayBench(dialect: VenueDialect.CTrader);
        bench.PollUntil(() => bench.Orders.Count > 0);
        NameSymbols(bench);
        EngineEvent first = bench.EventOf(Report + "150=F|39=1|31=5|32=0.00001|14=0.00001|151=0.00002|");
        EngineEvent again = bench.EventOf(Report + "150=F|39=1|31=5|32=0.00001|14=0.00001|151=0.00002|");
        EngineEvent second = bench.EventOf(Report + "150=F|39=1|31=5|32=0.00001|14=0.00002|151=0.00001|");
        EngineEvent acknowledged = bench.EventOf(Report + "150=0|39=0|14=0|151=0.00003|");

        Assert.NotEqual(0, first.Execution.ExecIdHash);
        Assert.Equal(first.Execution.ExecIdHash, again.Execution.ExecIdHash);
        Assert.NotEqual(first.Execution.ExecIdHash, second.Execution.ExecIdHash);
        Assert.Equal(0, acknowledged.Execution.ExecIdHash);
    }

    [Theory]
    [InlineData("20=0|150=1|39=1|", ExecType.Trade)]
    [InlineData("20=1|150=1|39=1|", ExecType.TradeCancel)]
    [InlineData("20=2|150=2|39=2|", ExecType.TradeCorrect)]
    [InlineData("20=3|150=1|39=1|", ExecType.OrderStatus)]
    public void Reads_the_kind_of_transaction_of_older_versions(string fields, ExecType expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent report = bench.EventOf(
            "35=8|37=V1|17=E1|11=9|55=BTC-USDT|54=1|31=5|32=0.00001|14=0.00001|151=0|" + fields);
        Assert.Equal(expected, report.Execution.ExecType);
    }

    private static void NameSymbols(GatewayBench bench)
    {
        bench.VenueSends("35=y|320=3|322=1|560=0|146=2|55=1|1007=BTC-USDT|1008=2|55=2|1007=ES|1008=2|");
        bench.PollUntil(() => bench.Gateway.PublishedState == VenueState.Ready);
    }
}
