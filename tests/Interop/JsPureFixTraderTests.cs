using System;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;
using static LowLatencyEngine.Interop.FieldsText;

namespace LowLatencyEngine.Interop;

/// <summary>Our acceptor against a trader on jspurefix.</summary>
public sealed class JsPureFixTraderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _ours = new();

    public void Dispose() => _ours.Dispose();

    [JsPureFixFact]
    public void Takes_its_orders_and_requests_and_answers_its_logout()
    {
        using EngineSide engine = StartVenue();
        using PeerProcess trader = JsPureFixPeer.StartInitiator(engine.Port);
        trader.WaitFor("logon");
        trader.Tell("order 1 50");
        trader.Tell("replace 7");
        trader.Tell("cancel 8");
        engine.WaitForTaken(52);
        WaitForReports(trader, count: 52);
        trader.Tell("logout");
        trader.WaitFor("logout");

        Assert.Equal(
            [.. Enumerable.Range(1, 50).Select(id => $"D {id}"), "G 71", "F 82"],
            engine.Taken.Select(taken => $"{Field(taken.Fields, 35)} {Field(taken.Fields, 11)}"));
    }

    [JsPureFixFact]
    public void Gives_it_again_what_was_lost_on_the_way()
    {
        using EngineSide engine = StartVenue();
        using PeerProcess trader = JsPureFixPeer.StartInitiator(engine.Port);
        trader.WaitFor("logon");
        trader.Tell("order 1 40");
        WaitForReports(trader, count: 40);
        engine.SkipsOutput = true;
        trader.Tell("order 41 20");
        engine.WaitForTaken(60);
        engine.SkipsOutput = false;
        trader.Tell("order 61 1"); // The number of its report shows the gap.
        Eventually.Holds(() => IdsOf(trader).Length == 61, Patience, () => string.Join(' ', IdsOf(trader)));
        Assert.Equal(Enumerable.Range(1, 61), IdsOf(trader).Order());
    }

    // Its session ends with its connection: the process that logs on again is another.
    [JsPureFixFact]
    public void Follows_when_it_begins_its_numbers_anew()
    {
        using EngineSide engine = StartVenue();
        for (int round = 1; round <= 3; round++)
        {
            using PeerProcess trader = JsPureFixPeer.StartInitiator(engine.Port);
            trader.WaitFor("logon");
            trader.Tell($"order {round} 1");
            engine.WaitForTaken(round);
            WaitForReports(trader, count: 1);
            engine.Cut();
        }

        Assert.Single(engine.Taken.Select(taken => taken.Number).Distinct());
    }

    private EngineSide StartVenue()
    {
        EngineSide engine = EngineSide.Acceptor(_ours.Path);
        engine.OnMessage = (_, id) => engine.Send(
            MsgTypes.ExecutionReport,
            $"37=V{id}|11={id}|17=E{id}|150=0|39=0|55=EURUSD|54=1|38=100|14=0|151=100|6=0|");
        engine.Start();
        return engine;
    }

    private static void WaitForReports(PeerProcess trader, int count) => Eventually.Holds(
        () => ReportsOf(trader).Length >= count, Patience,
        () => $"reports={ReportsOf(trader).Length}\n{string.Join('\n', trader.Lines.TakeLast(10))}");

    private static int[] IdsOf(PeerProcess trader) =>
        [.. ReportsOf(trader).Select(line => int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)).Distinct()];

    private static string[] ReportsOf(PeerProcess trader) =>
        [.. trader.Lines.Where(line => line.StartsWith("in 8", StringComparison.Ordinal))];
}
