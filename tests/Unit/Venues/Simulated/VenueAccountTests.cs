using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Questions about the account as a whole, over a real FIX session on loopback.</summary>
public sealed class VenueAccountTests
{
    private static readonly string Book = Samples.Snapshot(1, """["99.00","1"]""", """["101.00","0.5"]""");

    private static readonly int[] MassTags = [FixTags.ClOrdID, FixTags.CumQty, FixTags.LeavesQty, 584, 911, 912];
    private static readonly int[] PositionTags = [710, 727, 728, 729, FixTags.Symbol, 704, 705];

    [Fact]
    public async Task A_mass_status_request_is_answered_with_one_report_an_open_order()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults());
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        client.NewOrder("1", '1', "0.75", "101.00"); // Fills in part, and rests.
        client.NewOrder("2", '1', "1", "90.00");
        client.NewOrder("3", '1', "1", "91.00");
        client.Cancel("4", "3");
        client.Next(5);

        AskOrders(client, "7");

        Assert.Equal(
            [
                "8 11=1 14=0.50000 151=0.25000 584=7 911=2 912=N",
                "8 11=2 14=0.00000 151=1.00000 584=7 911=2 912=Y",
            ],
            Lines(client, 2, MassTags));
    }

    [Fact]
    public async Task A_mass_status_request_without_open_orders_has_an_empty_answer()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults());
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        AskOrders(client, "7");

        Dictionary<int, string> answer = client.Next();
        Assert.Equal("8 14=0 151=0 584=7 911=0 912=Y", Line(answer, MassTags));
        Assert.Equal(("I", "8"), (answer[FixTags.ExecType], answer[FixTags.OrdStatus]));
    }

    [Fact]
    public async Task A_request_for_positions_is_acknowledged_and_answered_an_instrument_each()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults());
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        client.NewOrder("1", '2', "0.75", "99.00");
        client.Next(2);

        AskPositions(client, "8");

        Assert.Equal(
            ["AO 710=8 727=1 728=0 729=0", "AP 710=8 727=1 728=0 55=BTC-USDT 705=0.75000"],
            Lines(client, 2, PositionTags));
    }

    [Fact]
    public async Task A_hidden_fill_is_told_by_the_answers_alone()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults { HideFillAt = 1 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        client.NewOrder("1", '1', "0.75", "101.00");
        AskOrders(client, "7");
        AskPositions(client, "8");

        Assert.Equal("8 0/0 id 1 leaves 0.75000", OrderClient.Line(client.Next()));
        Assert.Equal("8 11=1 14=0.50000 151=0.25000 584=7 911=1 912=Y", Line(client.Next(), MassTags));
        client.Next();
        Assert.Equal("AP 710=8 727=1 728=0 55=BTC-USDT 704=0.50000", Line(client.Next(), PositionTags));
    }

    [Fact]
    public async Task An_order_that_nobody_sent_is_listed_and_can_be_cancelled()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults { ForeignOrderAt = 1 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        AskOrders(client, "7");
        string id = client.Next()[FixTags.ClOrdID];
        client.Cancel("5", id);

        Assert.Equal($"8 4/4 id 5 of {id} leaves 0.00000", OrderClient.Line(client.Next()));
    }

    [Fact]
    public async Task A_wrong_position_is_wrong_from_the_given_request_on()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults { WrongPositionFrom = 2 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        for (int i = 1; i <= 3; i++)
            AskPositions(client, $"{i}");

        string[] lots = [.. Enumerable.Range(0, 6).Select(_ => client.Next()).Where(m => m.ContainsKey(704))
            .Select(m => m[704])];
        Assert.Equal(["0.00000", "0.00001", "0.00001"], lots);
    }

    [Fact]
    public async Task A_venue_that_knows_no_such_requests_refuses_them()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults { RefuseAccountRequestsFrom = 1 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        AskOrders(client, "7");
        AskPositions(client, "8");

        Assert.Equal(["j 372=AF 380=3", "j 372=AN 380=3"], Lines(client, 2, [372, 380]));
    }

    [Fact]
    public async Task Orders_that_name_a_leg_keep_long_and_short_apart()
    {
        await using VenueBench bench = await OpenAsync(new SimulatedFaults());
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        NewOrder(client, "1", ('1', "0.3", "101.00"), 'O');
        NewOrder(client, "2", ('2', "0.2", "99.00"), 'O');
        NewOrder(client, "3", ('2', "0.1", "99.00"), 'C');
        NewOrder(client, "4", ('2', "0.15", "120.00"), 'C'); // Rests.
        NewOrder(client, "5", ('2', "0.05001", "99.00"), 'C');
        NewOrder(client, "6", ('1', "0.20001", "101.00"), 'C');
        Dictionary<int, string>[] reports = [.. Enumerable.Range(0, 9).Select(_ => client.Next())];
        Assert.Equal(
            ["1:O", "1:O", "2:O", "2:O", "3:C", "3:C", "4:C", "5:", "6:"],
            reports.Select(r => $"{r[FixTags.ClOrdID]}:{r.GetValueOrDefault(77)}"));
        Assert.All(reports[7..], report => Assert.Equal("8", report[FixTags.OrdStatus]));

        client.Replace("7", "4", "0.21", "120.00");
        Assert.Equal("9", client.Next()[FixTags.MsgType]); // A hundredth more than the leg holds.
        client.Replace("8", "4", "0.20", "120.00");
        Assert.Equal("C", client.Next()[77]);
        AskPositions(client, "9");
        client.Next();
        Assert.Equal("AP 710=9 727=1 728=0 55=BTC-USDT 704=0.20000 705=0.20000", Line(client.Next(), PositionTags));
    }

    private static void NewOrder(
        OrderClient client, string id, (char Side, string Qty, string Price) order, char effect) => client.Send(
        MsgTypes.NewOrderSingle,
        [
            (FixTags.ClOrdID, id), (FixTags.Symbol, "BTC-USDT"), (FixTags.Side, $"{order.Side}"),
            (FixTags.OrderQty, order.Qty), (FixTags.OrdType, "2"), (FixTags.Price, order.Price),
            (FixTags.TimeInForce, "1"), (77, $"{effect}"),
        ]);

    private static void AskOrders(OrderClient client, string id) =>
        client.Send(MsgTypes.Pack("AF"u8), [(584, id), (585, "7")]);

    private static void AskPositions(OrderClient client, string id) =>
        client.Send(MsgTypes.Pack("AN"u8), [(710, id), (724, "0")]);

    private static string[] Lines(OrderClient client, int count, int[] tags) =>
        [.. Enumerable.Range(0, count).Select(_ => Line(client.Next(), tags))];

    private static string Line(Dictionary<int, string> message, int[] tags) => string.Join(
        ' ', [message[FixTags.MsgType], .. tags.Where(message.ContainsKey).Select(tag => $"{tag}={message[tag]}")]);

    private static async Task<VenueBench> OpenAsync(SimulatedFaults faults)
    {
        VenueBench bench = await VenueBench.StartAsync(o => o with { Faults = faults });
        bench.Play(Book);
        return bench;
    }
}
