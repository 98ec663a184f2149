using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>Orders over a real FIX session on loopback.</summary>
public sealed class SimulatedVenueOrderTests
{
    private static readonly string Book = Samples.Snapshot(
        1, """["99.00","1"],["98.00","2"]""", """["101.00","0.5"],["102.00","1"]""");

    private static readonly string SellTradeAt98 = Samples.Trade("98.00", "0.25", isBuyerMaker: true);

    [Fact]
    public async Task An_order_is_acknowledged_filled_in_parts_and_canceled()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.NewOrder("1", '1', "0.75", "101.00");
        Assert.Equal(["8 0/0 id 1 leaves 0.75000", "8 F/1 id 1 0.50000@101.00 leaves 0.25000"], client.Next(2));

        client.Cancel("2", "1");
        client.Cancel("3", "1");
        Assert.Equal(["8 4/4 id 2 of 1 leaves 0.00000", "9/4 id 3 of 1 reason 0"], client.Next(2));
    }

    [Fact]
    public async Task An_order_is_replaced_over_the_wire_and_its_new_id_is_the_one_that_counts()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.NewOrder("1", '1', "0.75", "90.00");
        client.Replace("2", "1", "0.25", "91.00");
        client.Replace("3", "77", "0.25", "91.00");
        client.Cancel("4", "2");
        Assert.Equal(
            [
                "8 0/0 id 1 leaves 0.75000", "8 5/0 id 2 of 1 leaves 0.25000", "9/8 id 3 of 77 reason 1",
                "8 4/4 id 4 of 2 leaves 0.00000",
            ],
            client.Next(4));
    }

    [Fact]
    public async Task A_fill_carries_everything_that_belongs_to_it()
    {
        await using VenueBench bench = await OpenAsync(o => o with { TakerFeePpm = 1_000 });
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.NewOrder("1", '1', "0.75", "102", '3');
        client.Next(2);
        Dictionary<int, string> fill = client.Next();

        // 0.5 at 101 and 0.25 at 102: on average 101.3333; 0.1 % of 0.25 * 102 is 0.0255.
        var expected = new Dictionary<int, string>
        {
            [FixTags.MsgType] = "8", [FixTags.ExecType] = "F", [FixTags.OrdStatus] = "2", [FixTags.ClOrdID] = "1",
            [FixTags.Symbol] = "BTC-USDT", [FixTags.Side] = "1", [FixTags.OrderQty] = "0.75", [FixTags.OrdType] = "2",
            [FixTags.Price] = "102", [FixTags.TimeInForce] = "3",
            [FixTags.LastQty] = "0.25000", [FixTags.LastPx] = "102.00",
            [FixTags.LeavesQty] = "0.00000", [FixTags.CumQty] = "0.75000", [FixTags.AvgPx] = "101.333333",
            [FixTags.Commission] = "0.0255000", [13] = "3",
        };
        Assert.Equal(expected, expected.Keys.ToDictionary(tag => tag, tag => fill[tag]));
        Assert.EndsWith("-1", fill[FixTags.OrderID], StringComparison.Ordinal);
        Assert.EndsWith("-3", fill[FixTags.ExecID], StringComparison.Ordinal);
        Assert.Contains(FixTags.TransactTime, fill.Keys);
    }

    [Fact]
    public async Task Rejects_carry_their_reason()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.NewOrder("1", '1', "0", "101.00");
        client.NewOrder("2", '1', "1", "101.001");
        client.NewOrder("2", '1', "1", "101.00");
        client.NewOrder("3", '7', "1", "101.00");
        client.Cancel("4", "77");

        Assert.Equal(
            [
                "8 8/8 id 1 leaves 0.00000 reason 13", "8 8/8 id 2 leaves 0.00000 reason 99",
                "8 8/8 id 2 leaves 0.00000 reason 6", "8 8/8 id 3 leaves 0.00000 reason 11", "9/8 id 4 of 77 reason 1",
            ],
            client.Next(5));
    }

    [Fact]
    public async Task An_order_for_an_unknown_symbol_is_rejected_as_it_was_written()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.Send(MsgTypes.NewOrderSingle, [
            (FixTags.ClOrdID, "1"), (FixTags.Symbol, "NOPE"), (FixTags.Side, "2"),
            (FixTags.OrderQty, "3"), (FixTags.OrdType, "1"),
        ]);

        Dictionary<int, string> reject = client.Next();
        Assert.Equal("8 8/8 id 1 leaves 0 reason 1", OrderClient.Line(reject));
        Assert.Equal(("NOPE", "3"), (reject[FixTags.Symbol], reject[FixTags.OrderQty]));
    }

    [Fact]
    public async Task Tells_the_status_of_known_and_unknown_orders()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        client.NewOrder("1", '1', "0.75", "101.00");
        client.Next(2);

        client.Query("1");
        client.Query("9");

        Assert.Equal(["8 I/1 id 1 leaves 0.25000", "8 I/8 id 9 leaves 0 reason 5"], client.Next(2));
    }

    [Fact]
    public async Task Refuses_messages_it_does_not_know_and_those_that_lack_a_field()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.Send('q', [(FixTags.ClOrdID, "1")]);
        Dictionary<int, string> unknown = client.Next();
        Assert.Equal(("j", "2", "q", "3"), (unknown[35], unknown[45], unknown[372], unknown[380]));

        client.Send(MsgTypes.NewOrderSingle, [(FixTags.ClOrdID, "1"), (FixTags.Symbol, "BTC-USDT")]);
        Dictionary<int, string> incomplete = client.Next();
        Assert.Equal(("3", "3", "54", "1"), (incomplete[35], incomplete[45], incomplete[371], incomplete[373]));

        client.NewOrder(new string('7', 65), '1', "1", "50");
        Dictionary<int, string> tooLong = client.Next();
        Assert.Equal(("3", "4", "5"), (tooLong[35], tooLong[45], tooLong[373]));
    }

    [Fact]
    public async Task Survives_garbled_input_and_goes_on()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        client.SendRaw("8=FIX.4.4|9=5|35=D|10=000|rubbish|8=FIX.4.4|9=junk|");
        client.NewOrder("1", '1', "1", "50");

        Assert.Equal(["8 0/0 id 1 leaves 1.00000"], client.Next(1));
    }

    [Fact]
    public async Task A_fill_while_the_client_is_away_is_told_after_its_next_logon()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        client.NewOrder("1", '1', "0.5", "98.50");
        client.Next(1);
        client.Vanish();

        // Whether the venue has noticed the loss when it writes the report decides whether that is the first sending.
        VenueBench.WaitUntil(() => bench.Venue.Counters.ConnectionsEnded == 1, "the loss is noticed");
        bench.Play(SellTradeAt98);
        client.Connect(bench.Venue.OrderPort);

        Assert.Equal(["8 F/1 id 1 0.25000@98.50 leaves 0.25000"], client.Next(1));
        bench.Play(SellTradeAt98);
        Assert.Equal(["8 F/2 id 1 0.25000@98.50 leaves 0.00000"], client.Next(1));
    }

    [Fact]
    public async Task What_a_client_missed_is_sent_again_as_a_possible_duplicate()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        client.NewOrder("1", '1', "0.75", "101.00");
        string[] seen = client.Next(2);
        client.Vanish();

        client.Session.StartIncomingAt(2); // As if it had seen nothing but the Logon.
        client.Connect(bench.Venue.OrderPort);

        Assert.Equal(seen.Select(line => "PossDup " + line), client.Next(2));
        client.Query("1");
        Assert.Equal(["8 I/1 id 1 leaves 0.25000"], client.Next(1));
    }

    [Fact]
    public async Task A_logon_with_a_reset_starts_the_numbers_again_and_keeps_the_orders()
    {
        await using VenueBench bench = await OpenAsync();
        using (OrderClient first = new OrderClient().Connect(bench.Venue.OrderPort))
        {
            first.NewOrder("1", '1', "1", "50");
            first.Next(1);
            first.Vanish();
        }

        using OrderClient second = new OrderClient(resets: true).Connect(bench.Venue.OrderPort);
        second.Query("1");

        Dictionary<int, string> status = second.Next();
        Assert.Equal("8 I/0 id 1 leaves 1.00000", OrderClient.Line(status));
        Assert.Equal("2", status[FixTags.MsgSeqNum]);
    }

    [Fact]
    public async Task A_second_connection_is_turned_away_and_the_first_goes_on()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);

        using (var second = new TcpClient())
        {
            second.Connect(IPAddress.Loopback, bench.Venue.OrderPort);
            second.ReceiveTimeout = (int)VenueBench.Patience.TotalMilliseconds;
            Assert.Equal(0, second.GetStream().Read(new byte[1]));
        }

        client.NewOrder("1", '1', "1", "50");
        Assert.Equal(["8 0/0 id 1 leaves 1.00000"], client.Next(1));
        Assert.Equal(1, bench.Venue.Counters.LogonsRefused);
    }

    [Fact]
    public async Task A_stop_logs_the_client_out()
    {
        await using VenueBench bench = await OpenAsync();
        using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
        await bench.EndMarketAsync();

        Task stopped = bench.Venue.StopAsync();
        client.RunUntilClosed();
        await stopped;

        Assert.Equal("the venue stops", System.Text.Encoding.ASCII.GetString(client.Session.PeerText));
    }

    [Fact]
    public async Task The_log_tells_every_order_message_and_every_report()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "venue.jsonl");
        await using (VenueBench bench = await OpenAsync(o => o with { LogPath = path }))
        {
            using OrderClient client = new OrderClient().Connect(bench.Venue.OrderPort);
            client.NewOrder("1", '1', "0.75", "101.00");
            client.Cancel("2", "1");
            client.Query("1");
            client.Cancel("3", "1");
            client.Next(5);

            // What was told is in the file already, while the venue is still running.
            Assert.Equal(
                [
                    "in D 1", "out 8 1 New", "out 8 1 Trade", "in F 2", "out 8 2 Canceled",
                    "in H 1", "out 8 1 OrderStatus", "in F 3", "out 9 3",
                ],
                ReadLog(path));
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static async Task<VenueBench> OpenAsync(Func<SimulatedVenueOptions, SimulatedVenueOptions>? adapt = null)
    {
        VenueBench bench = await VenueBench.StartAsync(adapt);
        bench.Play(Book);
        return bench;
    }

    private static List<string> ReadLog(string path)
    {
        var lines = new List<string>();
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            Assert.True(root.GetProperty("timeNs").GetInt64() > 0);
            string kind = root.TryGetProperty("execType", out JsonElement execType) ? " " + execType.GetString() : "";
            lines.Add($"{root.GetProperty("dir")} {root.GetProperty("msgType")} {root.GetProperty("clOrdId")}{kind}");
        }

        return lines;
    }
}
