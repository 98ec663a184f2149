using System;
using System.Threading;
using LowLatencyEngine.Engine.Standby;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Engine.Standby;

/// <summary>
/// A standby has the primary's records and state, whatever is cut or restarted, and notices when it has not.
/// </summary>
public sealed class StandbyFollowerTests(ITestOutputHelper output)
{
    [Fact]
    public void Standby_has_the_primarys_records_and_comes_to_its_state()
    {
        using var pair = new StandbyPair();
        using StandbyServer server = pair.Serve();
        pair.Trade(500);
        using (FollowerRun run = pair.Follow(server))
        {
            pair.Trade(500);
            StandbyStatus status = run.WaitForApplied(pair.LastSequence);

            Assert.Equal(pair.StateHash, status.State.StateHash);
            Assert.Equal(0, status.LagRecords);
            Assert.True(status.IsConnected);
            output.WriteLine($"{status.State}");
        }

        Assert.Equal(StandbyPair.Records(pair.Primary), StandbyPair.Records(pair.Standby));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Restarts_of_either_side_at_random_moments_change_nothing(int seed)
    {
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        using var pair = new StandbyPair();
        pair.Trade(10);
        StandbyServer server = pair.Serve();
        int port = server.EndPoint.Port;
        FollowerRun run = pair.Follow(server);
        while (!pair.IsOver)
        {
            pair.Trade(random.Next(1, 400));
            if (random.Next(2) == 0)
                Thread.Yield();

            if (random.Next(3) == 0)
            {
                run.Dispose();
                run = pair.Follow(server);
            }
            else if (random.Next(2) == 0)
            {
                server.Dispose();
                server = pair.Serve(tls: null, port);
            }
        }

        Assert.Equal(pair.StateHash, run.WaitForApplied(pair.LastSequence).State.StateHash);
        run.Dispose();
        server.Dispose();
        Assert.Equal(StandbyPair.Records(pair.Primary), StandbyPair.Records(pair.Standby));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Connections_cut_at_random_bytes_lose_and_repeat_nothing(int seed)
    {
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        using var pair = new StandbyPair();
        using StandbyServer server = pair.Serve();
        using var relay = new CuttingRelay(server.EndPoint.Port, seed, cutCountMax: 6);
        pair.Trade(10);
        using (var run = new FollowerRun(pair, relay.Address))
        {
            while (!pair.IsOver)
            {
                pair.Trade(random.Next(1, 600));
                if (random.Next(2) == 0)
                    run.WaitForApplied(pair.LastSequence);
            }

            Assert.Equal(pair.StateHash, run.WaitForApplied(pair.LastSequence).State.StateHash);
        }

        output.WriteLine($"cuts={relay.CutCount}, records={pair.LastSequence}");
        Assert.True(relay.CutCount > 0);
        Assert.Equal(StandbyPair.Records(pair.Primary), StandbyPair.Records(pair.Standby));
    }

    [Fact]
    public void Output_that_the_standby_would_not_make_stops_it()
    {
        using var pair = new StandbyPair();
        using StandbyServer server = pair.Serve();
        pair.Trade(3);
        using FollowerRun run = pair.Follow(server);
        run.WaitForApplied(pair.LastSequence);
        pair.JournalForeignOutput();
        run.WaitForEnd();

        var failure = Assert.IsType<StandbyStopException>(run.Failure);
        Assert.Contains($"decided otherwise than this standby: sequence={pair.LastSequence}", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Primary_that_has_no_journal_yet_is_waited_for()
    {
        using var pair = new StandbyPair();
        using StandbyServer server = pair.Serve();
        using FollowerRun run = pair.Follow(server);
        StandbyPair.WaitFor(() => run.Follower.Status.IsConnected);
        pair.Trade(20);

        Assert.Equal(pair.StateHash, run.WaitForApplied(pair.LastSequence).State.StateHash);
    }

    [Fact]
    public void Folder_of_a_primary_and_a_copy_of_a_copy_are_refused()
    {
        using var pair = new StandbyPair();
        using StandbyServer server = pair.Serve();
        pair.Trade(20);
        PrimaryAddress address = StandbyPair.AddressOf(server);
        Assert.Contains("primary's own", Assert.Throws<StandbyStopException>(
            () => new StandbyFollower(pair.Primary, address, _ => { })).Message, StringComparison.Ordinal);
        using (FollowerRun run = pair.Follow(server))
            run.WaitForApplied(pair.LastSequence);

        Assert.Contains("is a standby's", Assert.Throws<StandbyStopException>(
            () => new StandbyServer(pair.Standby.Journal.Folder, server.EndPoint, tls: null, _ => { })).Message,
            StringComparison.Ordinal);
    }
}
