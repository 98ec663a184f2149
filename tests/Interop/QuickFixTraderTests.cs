using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;
using static LowLatencyEngine.Interop.FieldsText;

namespace LowLatencyEngine.Interop;

/// <summary>Our acceptor against a trader on libquickfix.</summary>
public sealed class QuickFixTraderTests : IDisposable
{
    private readonly TemporaryFolder _ours = new();
    private readonly TemporaryFolder _theirs = new();

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [QuickFixFact]
    public void Takes_its_orders_and_fills_them()
    {
        using EngineSide engine = StartVenue();
        using PeerProcess trader = QuickFixPeer.StartInitiator(engine.Port, _theirs.Path);
        trader.WaitFor("logon");
        trader.Tell("order 1 50");
        trader.Tell("replace 7");
        trader.Tell("cancel 8");
        engine.WaitForTaken(52);
        WaitForReports(trader, count: 52);

        Assert.Equal(
            [.. Enumerable.Range(1, 50).Select(id => $"D {id}"), "G 71", "F 82"],
            engine.Taken.Select(taken => $"{Field(taken.Fields, 35)} {Field(taken.Fields, 11)}"));
    }

    [QuickFixFact]
    public void Gives_it_again_what_it_missed_in_a_cut()
    {
        using EngineSide engine = StartVenue();
        using PeerProcess trader = QuickFixPeer.StartInitiator(engine.Port, _theirs.Path);
        trader.WaitFor("logon");
        for (int round = 0; round < 3; round++)
        {
            trader.Tell($"order {(round * 100) + 1} 100");
            engine.WaitForTaken((round * 100) + 20);
            engine.Cut();
            trader.WaitFor("logon", round + 2);
            engine.WaitForTaken((round + 1) * 100);
        }

        WaitForReports(trader, count: 300);
        Assert.Equal(
            Enumerable.Range(1, 300).Select(id => $"{id}"), engine.Taken.Select(taken => Field(taken.Fields, 11)));
        string[] reports = [.. ReportsOf(trader)];
        Assert.Equal(reports.Distinct(), reports);
    }

    [QuickFixFact]
    public void Answers_its_logout()
    {
        using EngineSide engine = StartVenue();
        using PeerProcess trader = QuickFixPeer.StartInitiator(engine.Port, _theirs.Path);
        trader.WaitFor("logon");
        trader.Tell("logout");
        trader.WaitFor("logout");
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
        () => ReportsOf(trader).Count() >= count, TimeSpan.FromMinutes(2),
        () => $"reports={ReportsOf(trader).Count()}");

    private static IEnumerable<string> ReportsOf(PeerProcess trader) =>
        trader.Lines.Where(line => line.StartsWith("in 8", StringComparison.Ordinal));
}
