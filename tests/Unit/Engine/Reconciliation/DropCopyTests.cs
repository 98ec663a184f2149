using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reconciliation;

/// <summary>Two FIX sessions to a venue that says something else on one of them than on the other.</summary>
public sealed class DropCopyTests : IAsyncDisposable
{
    private const long HalfLots = 50_000_000; // What the book has to sell.
    private const long PatienceNs = 200_000_000;
    private const string Rules = """, "dropCopy": { "patienceMs": 200, "drift": "reduce" } """;

    private readonly MemorySequenceStore _sequences = new();
    private ReconcileBench _bench = null!;

    [Fact]
    public async Task What_both_sessions_tell_is_no_break()
    {
        await StartAsync(new SimulatedFaults());
        _bench.Buy("101.00", "0.75");
        long id = _bench.Buy("90.00", "0.25");
        _bench.Cancel(id);
        _bench.RunUntil(() => CopyCount() == 4 && _bench.State.Orders.OpenCount == 1);
        _bench.RunFor(3 * PatienceNs);

        Assert.Empty(_bench.Breaks());
        Assert.Equal(HalfLots, _bench.State.Positions.OfInstrument(0).Lots);
        Assert.DoesNotContain("Orders", _bench.Sent().Skip(2)); // After the logon nobody was asked anything.
    }

    [Fact]
    public async Task A_fill_that_only_the_copy_tells_is_asked_after_and_booked_before_it_is_a_break()
    {
        await StartAsync(new SimulatedFaults { HideFillAt = 1 });
        _bench.Buy("101.00", "0.75");
        _bench.RunUntil(() => _bench.State.Positions.OfInstrument(0).Lots == HalfLots);
        _bench.RunFor(3 * PatienceNs);

        Assert.Equal($"MissedFill Booked 0->{HalfLots}", string.Join(' ', _bench.Breaks()));
        Assert.False(IsReducing());
    }

    [Fact]
    public async Task A_fill_that_nobody_explains_reduces_within_the_patience()
    {
        await StartAsync(new SimulatedFaults { HideFillAt = 1, RefuseAccountRequestsFrom = 1 });
        _bench.Buy("101.00", "0.75");
        _bench.RunUntil(() => CopyCount() == 2);
        long copiedNs = _bench.NowNs;
        _bench.RunUntil(() => Drifts().Length == 2);

        Assert.InRange(_bench.NowNs - copiedNs, PatienceNs / 2, 5_000_000_000);
        Assert.Equal(
            [$"CopiedPosition Reduced 0->{HalfLots}", $"CopiedOrder Reduced 75000000->{HalfLots / 2}"], Drifts());
        Assert.True(IsReducing());
        _bench.RunFor(3 * PatienceNs);
        Assert.Equal(2, Drifts().Length); // Each is told once.
    }

    [Fact]
    public async Task A_fill_that_is_not_copied_is_a_break()
    {
        await StartAsync(new SimulatedFaults { DropCopyAt = 2 });
        _bench.Buy("101.00", "0.75");
        _bench.RunUntil(() => Drifts().Length == 2);

        Assert.Equal(
            [$"CopiedPosition Reduced {HalfLots}->0", $"CopiedOrder Reduced {HalfLots / 2}->75000000"], Drifts());
    }

    [Fact]
    public async Task While_the_session_of_copies_is_down_that_is_told_once_and_what_was_missed_comes_later()
    {
        await StartAsync(new SimulatedFaults());
        StopCopies();
        _bench.Buy("101.00", "0.75");
        _bench.RunUntil(() => _bench.Breaks().Length > 0);
        _bench.RunFor(3 * PatienceNs);
        Assert.Equal(["CopiesMissing Left 0->0"], _bench.Breaks());

        StartCopies();
        _bench.RunUntil(() => CopyCount() == 2);
        _bench.RunFor(3 * PatienceNs);
        Assert.Equal(["CopiesMissing Left 0->0"], _bench.Breaks());
        Assert.False(IsReducing());
    }

    [Fact]
    public async Task Copies_that_come_twice_are_taken_once()
    {
        await StartAsync(new SimulatedFaults());
        _bench.Buy("101.00", "0.75");
        _bench.RunUntil(() => CopyCount() == 2);
        EngineEvent copy = _bench.Inputs.Last(e => e.Kind == EventKind.DropCopy);
        Assert.Equal(ExecType.Trade, copy.Execution.ExecType);
        _bench.Take(copy);
        _bench.RunFor(3 * PatienceNs);

        Assert.Empty(_bench.Breaks());
    }

    [Fact]
    public async Task A_copy_under_the_id_of_a_replace_is_of_the_same_order()
    {
        await StartAsync(new SimulatedFaults());
        long id = _bench.Buy("90.00", "0.25");
        _bench.RunUntil(() => CopyCount() == 1);
        EngineEvent copy = _bench.Inputs.Last(e => e.Kind == EventKind.DropCopy);
        copy.Execution.LeavesQtyLots++; // Late: the table has gone on.
        _bench.Take(copy);
        copy.Execution.OrderId = id + 1_000;
        copy.Execution.LeavesQtyLots = 0;
        _bench.Take(copy);
        _bench.RunFor(3 * PatienceNs);

        Assert.Empty(_bench.Breaks());
    }

    [Fact]
    public async Task Of_a_hedging_account_legs_are_compared_that_the_net_would_hide()
    {
        await StartAsync(new SimulatedFaults { RefuseAccountRequestsFrom = 1 }, Text.Replace(
            "\"threads\":", "\"accounting\": { \"accounts\": [ { \"positions\": \"hedging\" } ] }, \"threads\":",
            StringComparison.Ordinal));
        foreach (Side side in new[] { Side.Buy, Side.Sell })
        {
            EngineEvent copy = _bench.Fill(side, lots: 5, priceTicks: 10_000);
            copy.Kind = EventKind.DropCopy;
            copy.Execution.ExecIdHash += (int)side;
            copy.Execution.Facts = FillFacts.Opens;
            _bench.Take(copy);
        }

        _bench.RunUntil(() => Drifts().Length == 2);
        Assert.Equal(["CopiedPosition Reduced 0->5", "CopiedPosition Reduced 0->5"], Drifts());
        Assert.Equal(
            [BreakLeg.Long, BreakLeg.Short],
            _bench.Outputs.Where(o => o.Break.Kind == BreakKind.CopiedPosition &&
                o.Kind == EventKind.ReconcileBreak).Select(o => o.Break.Leg));
    }

    [Fact]
    public async Task A_replay_finds_the_same_breaks_and_the_same_state()
    {
        await StartAsync(new SimulatedFaults { HideFillAt = 1, RefuseAccountRequestsFrom = 1 });
        _bench.Buy("101.00", "0.75");
        _bench.RunUntil(() => Drifts().Length == 2);
        var replayed = new DecisionState(_bench.Configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            replayed, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        foreach (EngineEvent input in _bench.Inputs)
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        Assert.Equal(_bench.State.Hash(), replayed.Hash());
    }

    [Fact]
    public void A_comparison_without_a_session_and_a_session_without_a_comparison_are_refused()
    {
        Assert.Contains("venue.dropCopy", Refusal(Rules, TestConfiguration.Text), StringComparison.Ordinal);
        Assert.Contains("reconcile.dropCopy", Refusal("", Text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_loads()
    {
        EngineConfiguration example = EngineConfigurationFile.Load(Checkout.PathOf("config", "dropcopy.json"));
        Assert.Equal(DriftPolicy.Reduce, example.Reconcile.DropCopy!.Drift);
        Assert.Equal("SIMDC", example.Venue.DropCopy!.TargetCompId);
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
            await _bench.DisposeAsync();
    }

    private static string Text => TestConfiguration.Text.Replace(
        "\"venue\": {",
        """
        "venue": {
            "dropCopy": { "host": "127.0.0.1", "port": 1, "senderCompId": "LLEDC", "targetCompId": "SIMDC" },
        """,
        StringComparison.Ordinal);

    private static string Refusal(string rules, string text) => Assert.Throws<ConfigurationException>(
        () => ReconcileBench.Configure($$"""{ "on": true {{rules}} }""", text)).Message;

    private async Task StartAsync(SimulatedFaults faults, string? text = null)
    {
        _bench = await ReconcileBench.StartAsync(faults, Rules, text ?? Text);
        StartCopies();
        _bench.RunUntilReady();
        _bench.RunUntil(() => _bench.Inputs.Exists(IsCopyReady));
    }

    private void StartCopies()
    {
        VenueConfiguration venue = _bench.Configuration.Venue.DropCopy!;
        var options = new FixSessionOptions
        {
            SenderCompId = venue.SenderCompId,
            TargetCompId = venue.TargetCompId,
            IsInitiator = true,
            ConfirmsSynchronization = true,
        };
        var session = new FixSession(options, _sequences);
        session.StartIncomingAt(_bench.State.Reconciliation.LastCopyMsgSeqNum + 1);
        _bench.Copies = new FixDropCopy(
            [new IPEndPoint(IPAddress.Loopback, _bench.Venue.DropCopyPort)], tls: null, new ReconnectRules(),
            _bench.Configuration.Instruments, session);
    }

    // As if the process had been killed: the next one says that there is no session.
    private void StopCopies()
    {
        _bench.Copies!.Dispose();
        _bench.Copies = null;
        EngineEvent lost = _bench.Inputs.Last(IsCopyReady);
        lost.ReceiveTimestampNs = _bench.NowNs;
        lost.Venue.State = VenueState.Disconnected;
        _bench.Take(lost);
    }

    private int CopyCount() => _bench.Inputs.Count(e => e.Kind == EventKind.DropCopy);

    private string[] Drifts() => [.. _bench.Breaks().Where(b => b.StartsWith("Copied", StringComparison.Ordinal))];

    private bool IsReducing()
    {
        int deniedCount = _bench.Outputs.Count(IsReduced);
        _bench.Buy("90.00", "0.01");
        return _bench.Outputs.Count(IsReduced) > deniedCount;
    }

    private static bool IsReduced(EngineEvent e) =>
        e.Kind == EventKind.OrderDenied && e.Order.Verdict == RiskVerdict.Reducing;

    private static bool IsCopyReady(EngineEvent e) =>
        e.Kind == EventKind.DropCopyStatus && e.Venue.State == VenueState.Ready;
}
