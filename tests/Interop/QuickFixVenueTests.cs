using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;
using static LowLatencyEngine.Interop.FieldsText;

namespace LowLatencyEngine.Interop;

/// <summary>Our initiator against a venue on libquickfix.</summary>
public sealed class QuickFixVenueTests : IDisposable
{
    private readonly TemporaryFolder _ours = new();
    private readonly TemporaryFolder _theirs = new();
    private readonly int _port = LoopbackPort.Free();

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [QuickFixFact]
    public void Trades_with_it()
    {
        using PeerProcess venue = QuickFixPeer.StartAcceptor(_port, _theirs.Path);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port);
        engine.Start();
        engine.WaitUntilReady();
        engine.Send(MsgTypes.NewOrderSingle, Order(1));
        engine.WaitForTaken(2);
        engine.Send(MsgTypes.OrderCancelReplaceRequest, "41=1|" + Order(2));
        engine.Send(MsgTypes.OrderCancelRequest, "41=2|" + Order(3));
        engine.WaitForTaken(4);

        Assert.Equal(["1-0", "1-F", "2-5", "3-4"], engine.Taken.Select(taken => Field(taken.Fields, 17)));
        Eventually.Holds(() => TakenBy(venue).Length >= 3, TimeSpan.FromMinutes(2), () => "requests at the venue");
        Assert.Equal(["in D 1", "in G 2", "in F 3"], TakenBy(venue));
    }

    /// <summary>Field by field as the order writer has them for FIX 4.4.</summary>
    [QuickFixFact]
    public void Takes_a_dated_stop_limit_and_a_post_only_iceberg()
    {
        using PeerProcess venue = QuickFixPeer.StartAcceptor(_port, _theirs.Path);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port);
        engine.Start();
        engine.WaitUntilReady();
        engine.Send(MsgTypes.NewOrderSingle, Head(1) + "40=4|44=1.08345|99=1.08401|59=6|126=20991231-00:00:00.000|");
        engine.Send(MsgTypes.NewOrderSingle, Head(2) + "40=2|44=1.08345|59=1|18=6|111=30|");
        engine.WaitForTaken(4);

        Assert.Equal(["1-0", "1-F", "2-0", "2-F"], engine.Taken.Select(taken => Field(taken.Fields, 17)));
        Assert.Equal(["in D 1", "in D 2"], TakenBy(venue));
    }

    [QuickFixFact]
    public void Recovers_what_it_missed_after_a_cut()
    {
        using PeerProcess venue = QuickFixPeer.StartAcceptor(_port, _theirs.Path);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port);
        engine.Start();
        engine.WaitUntilReady();
        for (int round = 0; round < 5; round++)
        {
            for (int i = 1; i <= 100; i++)
                engine.Send(MsgTypes.NewOrderSingle, Order((round * 100) + i));

            engine.WaitForTaken((round * 50) + 1);
            engine.Cut();
            engine.WaitUntilReady();
        }

        AssertNothingLostOrRepeated(engine, lastOrderId: 501);
    }

    [QuickFixFact]
    public void Follows_a_reset_of_the_venues_numbers()
    {
        using PeerProcess venue = QuickFixPeer.StartAcceptor(_port, _theirs.Path);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port, resets: true);
        engine.Start();
        engine.WaitUntilReady();
        engine.Send(MsgTypes.NewOrderSingle, Order(1));
        engine.WaitForTaken(2);
        venue.Tell("reset");
        venue.WaitFor("logon", count: 2);
        engine.WaitUntilReady();
        engine.Send(MsgTypes.NewOrderSingle, Order(2));
        engine.WaitForTaken(4);

        Assert.Equal(["1-0", "1-F", "2-0", "2-F"], engine.Taken.Select(taken => Field(taken.Fields, 17)));
        Assert.True(engine.Taken[2].Number <= engine.Taken[0].Number, "the numbers began anew");
    }

    // The venue's store is its log: what is in it was sent, under that number, and must have been taken once. The fill
    // of a last order says that nothing more is under way.
    private void AssertNothingLostOrRepeated(EngineSide engine, int lastOrderId)
    {
        engine.Send(MsgTypes.NewOrderSingle, Order(lastOrderId));
        Eventually.Holds(
            () => engine.Taken is [.., var last] && Field(last.Fields, 17) == $"{lastOrderId}-F",
            TimeSpan.FromMinutes(2), () => $"taken={engine.Taken.Length}");
        Assert.Equal(
            KillLogs.ReadTheirs(_theirs.Path),
            engine.Taken.Select(taken => $"{taken.Number} {Field(taken.Fields, 17)}"));
    }

    private static string Order(int id) => Head(id) + "40=1|";

    private static string Head(int id) => $"11={id}|55=EURUSD|54=1|60=20260105-10:00:00.000|38=100|";

    private static string[] TakenBy(PeerProcess venue) =>
        [.. venue.Lines.Where(line => line.StartsWith("in", StringComparison.Ordinal)).Select(WithoutNumber)];

    private static string WithoutNumber(string line) => line[..line.LastIndexOf(' ')];
}
