using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace LowLatencyEngine.Interop;

/// <summary>
/// kill -9 at random points, of either side and in both roles, each a process of its own: what a side's files say it
/// sent, the other has received, once, under that number and with that content. 50 kills against libquickfix in all;
/// LLE_INTEROP_KILLS is how many each test does.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int OrdersPerLife = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _initiatorFolder = new();
    private readonly TemporaryFolder _acceptorFolder = new();
    private readonly int _port = LoopbackPort.Free();
    private readonly List<string> _initiatorLines = []; // Of its lives that are over.
    private readonly List<string> _acceptorLines = [];

    private static int KillCount =>
        int.TryParse(Environment.GetEnvironmentVariable("LLE_INTEROP_KILLS"), out int count) ? count : 13;

    public void Dispose()
    {
        _initiatorFolder.Dispose();
        _acceptorFolder.Dispose();
    }

    [QuickFixFact]
    public void Our_initiator_is_killed()
    {
        using var sides = new Sides(StartOurInitiator(), StartTheirAcceptor());
        TradeAndKill(sides, "in 8", seed: 51, () => KillInitiator(sides, StartOurInitiator));
        CompareWithTheirAcceptor(sides);
    }

    [QuickFixFact]
    public void The_acceptor_of_our_initiator_is_killed()
    {
        using var sides = new Sides(StartOurInitiator(), StartTheirAcceptor());
        TradeAndKill(sides, "in 8", seed: 52, () => KillAcceptor(sides, StartTheirAcceptor));
        CompareWithTheirAcceptor(sides);
    }

    [QuickFixFact]
    public void Our_acceptor_is_killed()
    {
        using var sides = new Sides(StartTheirInitiator(), StartOurAcceptor("ENGINE->PEER"));
        TradeAndKill(sides, "in D", seed: 53, () => KillAcceptor(sides, () => StartOurAcceptor("ENGINE->PEER")));
        CompareWithTheirInitiator(sides);
    }

    [QuickFixFact]
    public void The_initiator_of_our_acceptor_is_killed()
    {
        using var sides = new Sides(StartTheirInitiator(), StartOurAcceptor("ENGINE->PEER"));
        TradeAndKill(sides, "in D", seed: 54, () => KillInitiator(sides, StartTheirInitiator));
        CompareWithTheirInitiator(sides);
    }

    [Fact]
    public void Our_acceptor_answers_our_initiator_once_whichever_is_killed()
    {
        using var sides = new Sides(StartOurInitiator(), StartOurAcceptor("PEER->ENGINE"));
        bool isAcceptorsTurn = false;
        TradeAndKill(sides, "in D", seed: 55, () =>
        {
            isAcceptorsTurn = !isAcceptorsTurn;
            if (isAcceptorsTurn)
                KillAcceptor(sides, () => StartOurAcceptor("PEER->ENGINE"));
            else
                KillInitiator(sides, StartOurInitiator);
        });
        sides.End();
        string[] echoes = KillLogs.ReadOurs(_acceptorFolder.Path);
        Assert.Equal(echoes, TakenLog.Read(_initiatorFolder.Path));
        Assert.Equal(KillLogs.ReadOurs(_initiatorFolder.Path).Select(IdOf), echoes.Select(IdOf));
    }

    private void TradeAndKill(Sides sides, string answer, int seed, Action kill)
    {
        var random = new Random(seed);
        int orderId = 1;
        for (int killed = 0; killed < KillCount; killed++)
        {
            sides.Initiator.Tell($"order {orderId} {OrdersPerLife}");
            orderId += OrdersPerLife;
            WaitForAnswers(sides, answer, random.Next(1, OrdersPerLife / 2));
            kill();
        }

        sides.Initiator.Tell($"order {orderId} 1");
        Eventually.Holds(
            () => sides.Initiator.Lines.Any(line => line.StartsWith($"{answer} {orderId}", StringComparison.Ordinal)),
            Patience, () => Describe(sides, seed));
    }

    private static void WaitForAnswers(Sides sides, string answer, int count)
    {
        int before = Count();
        Eventually.Holds(() => Count() >= before + count, Patience, () => Describe(sides, count));

        int Count() => sides.Initiator.Lines.Count(line => line.StartsWith(answer, StringComparison.Ordinal));
    }

    private static string Describe(Sides sides, int number) =>
        $"number={number}\ninitiator:\n{Tail(sides.Initiator)}\nacceptor:\n{Tail(sides.Acceptor)}";

    private static string Tail(PeerProcess process) => string.Join('\n', process.Lines.TakeLast(10));

    private void KillInitiator(Sides sides, Func<PeerProcess> start)
    {
        sides.Initiator.Kill();
        _initiatorLines.AddRange(sides.Initiator.Lines);
        sides.Initiator.Dispose();
        sides.Initiator = start();
    }

    private void KillAcceptor(Sides sides, Func<PeerProcess> start)
    {
        sides.Acceptor.Kill();
        _acceptorLines.AddRange(sides.Acceptor.Lines);
        sides.Acceptor.Dispose();
        sides.Acceptor = start();
    }

    private void CompareWithTheirAcceptor(Sides sides)
    {
        // All that the acceptor's files say it sent, no less: what is lost is named when patience ends.
        string[] reports = [];
        string[] taken = [];
        Eventually.Holds(
            () =>
            {
                reports = KillLogs.ReadTheirs(_acceptorFolder.Path);
                taken = TakenLog.Read(_initiatorFolder.Path);
                return reports.AsSpan().SequenceEqual(taken);
            },
            Patience, () => $"{FirstDifference(reports, taken)}\n{Describe(sides, number: 0)}");
        sides.End();
        Assert.Equal(reports, TakenLog.Read(_initiatorFolder.Path));
        Assert.Equal(
            KillLogs.ReadOurs(_initiatorFolder.Path),
            Received([.. _acceptorLines, .. sides.Acceptor.Lines], "D"));
    }

    private static string FirstDifference(string[] sent, string[] taken)
    {
        int same = sent.AsSpan().CommonPrefixLength(taken);
        return $"sent={sent.Length}, taken={taken.Length}, same={same}, then sent={sent.ElementAtOrDefault(same)}, " +
            $"taken={taken.ElementAtOrDefault(same)}";
    }

    private void CompareWithTheirInitiator(Sides sides)
    {
        sides.End();
        string[] echoes = KillLogs.ReadOurs(_acceptorFolder.Path);
        Assert.Equal(KillLogs.ReadTheirs(_initiatorFolder.Path).Select(IdOf), echoes.Select(IdOf));
        Assert.Equal(echoes, Received([.. _initiatorLines, .. sides.Initiator.Lines], "D"));
    }

    // "in TYPE ID SEQ" of libquickfix, in the order of the numbers. It counts a message after it has said so: what it
    // was killed over it takes again, under the same number.
    private static string[] Received(string[] lines, string type) =>
    [
        .. lines.Select(line => line.Split(' '))
            .Where(words => words.Length == 4 && words[0] == "in" && words[1] == type)
            .Select(words => (Number: long.Parse(words[3], CultureInfo.InvariantCulture), Id: words[2]))
            .Distinct().Order().Select(message => $"{message.Number} {message.Id}"),
    ];

    private static string IdOf(string line) => line.Split(' ')[1];

    private PeerProcess StartOurInitiator()
    {
        var process = new PeerProcess(
            "dotnet", typeof(KillTests).Assembly.Location, "trader", $"{_port}", _initiatorFolder.Path);
        process.WaitFor("ready");
        return process;
    }

    private PeerProcess StartOurAcceptor(string sides)
    {
        var process = new PeerProcess(
            "dotnet", LlePath.Dll, "fix", "accept", "--port", $"{_port}", "--session", $"FIX.4.4:{sides}",
            "--set", "ResetOnLogon=N", "--store", _acceptorFolder.Path);
        process.WaitForText("listening");
        return process;
    }

    private PeerProcess StartTheirInitiator() => QuickFixPeer.StartInitiator(_port, _initiatorFolder.Path);

    private PeerProcess StartTheirAcceptor() => QuickFixPeer.StartAcceptor(_port, _acceptorFolder.Path);

    /// <summary>The processes of now.</summary>
    private sealed class Sides(PeerProcess initiator, PeerProcess acceptor) : IDisposable
    {
        public PeerProcess Initiator { get; set; } = initiator;

        public PeerProcess Acceptor { get; set; } = acceptor;

        /// <summary>Both are killed: what they have said stays, and their files are free.</summary>
        public void End()
        {
            Initiator.Kill();
            Acceptor.Kill();
        }

        public void Dispose()
        {
            Initiator.Dispose();
            Acceptor.Dispose();
        }
    }
}
