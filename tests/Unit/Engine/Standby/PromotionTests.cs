using System;
using System.IO;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Standby;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Standby;

/// <summary>
/// At every moment of a promotion at most one of the folders may trade, and in the end the standby's may.
/// </summary>
public sealed class PromotionTests
{
    [Fact]
    public void Standby_gets_the_rest_of_the_journal_and_the_sequence_number_and_may_trade()
    {
        using var pair = new StandbyPair();
        using StandbyServer server = pair.Serve();
        pair.Trade(300);
        using (FollowerRun run = pair.Follow(server))
            run.WaitForApplied(pair.LastSequence);

        pair.Trade(300);
        long lastSequence = pair.LastSequence;
        pair.CloseJournal();
        using (var sequences = new MappedSequenceStore(EngineFolder.FixSequences(pair.Primary.Journal.Folder)))
            sequences.NextOutgoing = 4_711;

        Assert.False(MayTrade(pair.Standby.Journal.Folder));
        PromotionResult result = Promote(pair).TakeOver(StandbyPair.AddressOf(server));

        Assert.Equal(lastSequence, result.LastSequence);
        Assert.Equal(4_711, result.NextOutgoing);
        Assert.Equal(StandbyPair.Records(pair.Primary), StandbyPair.Records(pair.Standby));
        Assert.True(MayTrade(pair.Standby.Journal.Folder));
        Assert.False(MayTrade(pair.Primary.Journal.Folder));
        Assert.Throws<EngineStartException>(() => TradingEngine.Start(pair.Primary, _ => { }));
        using var kept = new MappedSequenceStore(EngineFolder.FixSequences(pair.Standby.Journal.Folder));
        Assert.Equal(4_711, kept.NextOutgoing);
    }

    [Fact]
    public void Promotion_that_was_cut_short_is_run_again_and_no_second_standby_gets_in()
    {
        using var pair = new StandbyPair();
        pair.Trade(50);
        using StandbyServer server = pair.Serve();
        PrimaryAddress address = StandbyPair.AddressOf(server);
        using (FollowerRun run = pair.Follow(server))
            run.WaitForApplied(pair.LastSequence);

        pair.CloseJournal();
        string folder = pair.Standby.Journal.Folder;
        long epoch = Promote(pair).TakeOver(address).Epoch;
        Directory.Delete(Path.Combine(folder, "held"), recursive: true); // As before step 5.
        Assert.False(MayTrade(folder));
        Assert.Equal(epoch, Promote(pair).TakeOver(address).Epoch);
        Assert.True(MayTrade(folder));

        Directory.Delete(Path.Combine(folder, "held"), recursive: true);
        Directory.Delete(Path.Combine(folder, "proposed"), recursive: true); // As another standby's folder.
        Assert.Contains(
            "was not fenced",
            Assert.Throws<StandbyStopException>(() => Promote(pair).TakeOver(address)).Message,
            StringComparison.Ordinal);
        Assert.False(MayTrade(folder));
    }

    [Fact]
    public void Primary_that_does_not_answer_leaves_the_standby_as_it_was()
    {
        using var pair = new StandbyPair();
        pair.Trade(50);
        StandbyServer server = pair.Serve();
        PrimaryAddress address = StandbyPair.AddressOf(server);
        using (FollowerRun run = pair.Follow(server))
            run.WaitForApplied(pair.LastSequence);

        int port = server.EndPoint.Port;
        server.Dispose();
        Assert.Throws<IOException>(() => Promote(pair).TakeOver(address));
        Assert.False(MayTrade(pair.Standby.Journal.Folder));

        pair.Trade(50);
        using StandbyServer again = pair.Serve(tls: null, port);
        using FollowerRun next = pair.Follow(again);
        Assert.Equal(pair.StateHash, next.WaitForApplied(pair.LastSequence).State.StateHash);
    }

    [Fact]
    public void Standby_of_a_dead_primary_takes_a_sequence_number_that_it_cannot_have_reached()
    {
        using var pair = new StandbyPair();
        pair.Trade(500);
        using (StandbyServer server = pair.Serve())
        using (FollowerRun run = pair.Follow(server))
            run.WaitForApplied(pair.LastSequence);

        PromotionResult result = Promote(pair).TakeOverFromDead();

        Assert.True(MayTrade(pair.Standby.Journal.Folder));
        Assert.True(result.NextOutgoing > 100_000, $"{result}");
        using var kept = new MappedSequenceStore(EngineFolder.FixSequences(pair.Standby.Journal.Folder));
        Assert.Equal(result.NextOutgoing, kept.NextOutgoing);
    }

    [Fact]
    public void Epoch_may_trade_only_as_the_newest_and_damage_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("lle-epoch-").FullName;
        try
        {
            Assert.True(MayTrade(folder)); // An engine that never had a standby.
            Epoch.Load(folder).BeginAsPrimary();
            Epoch.Load(folder).BeginAsPrimary();
            Assert.Equal(1, Epoch.Load(folder).Held);
            Assert.True(MayTrade(folder));
            Epoch.Load(folder).Heard.Raise(2);
            Assert.False(MayTrade(folder));
            Epoch.Load(folder).Claim(3);
            Assert.True(MayTrade(folder));
            File.WriteAllBytes(Path.Combine(folder, "held", "fencing.token"), new byte[16]);
            Assert.Throws<JournalException>(() => Epoch.Load(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Promotion Promote(StandbyPair pair) => new(pair.Standby, _ => { });

    private static bool MayTrade(string folder) => Epoch.Load(folder).MayTrade;
}
