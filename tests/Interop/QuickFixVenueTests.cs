using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MessageLog;
using Xunit;
using static LowLatencyEngine.Interop.FieldsText;

namespace LowLatencyEngine.Interop;

/// <summary>Our initiator against a venue on libquickfix.</summary>
public sealed class QuickFixVenueTests : IDisposable
{
    private readonly TemporaryFolder _ours = new();
    private readonly TemporaryFolder _theirs = new();
    private readonly int _port = LoopbackPort.Free();

    private static int KillCount =>
        int.TryParse(Environment.GetEnvironmentVariable("LLE_INTEROP_KILLS"), out int count) ? count : 10;

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

    [QuickFixFact]
    public void Loses_and_repeats_nothing_when_the_venue_is_killed() => KillAtRandom(killsVenue: true, seed: 41);

    [QuickFixFact]
    public void Loses_and_repeats_nothing_when_the_engine_vanishes() => KillAtRandom(killsVenue: false, seed: 42);

    private void KillAtRandom(bool killsVenue, int seed)
    {
        var random = new Random(seed);
        PeerProcess venue = QuickFixPeer.StartAcceptor(_port, _theirs.Path);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port);
        engine.Start();
        int orderId = 0;
        var received = new List<string>();
        for (int kill = 0; kill < KillCount; kill++)
        {
            engine.WaitUntilReady();
            for (int i = 0; i < 200; i++)
                engine.Send(MsgTypes.NewOrderSingle, Order(++orderId));

            engine.WaitForTaken(engine.Taken.Length + random.Next(1, 40));
            if (killsVenue)
            {
                venue.Kill();
                received.AddRange(venue.Lines);
                venue.Dispose();
                venue = QuickFixPeer.StartAcceptor(_port, _theirs.Path);
            }
            else
            {
                engine.Vanish();
                engine.Start();
            }
        }

        engine.WaitUntilReady();
        AssertNothingLostOrRepeated(engine, ++orderId);
        received.AddRange(venue.Lines);
        string[] orders =
            [.. received.Where(line => line.StartsWith("in D", StringComparison.Ordinal)).Select(WithoutNumber)];
        Assert.Equal(orders.Distinct(), orders);
        venue.Dispose();
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
            ReadVenueStore().Select(sent => $"{sent.Key} {sent.Value}"),
            engine.Taken.Select(taken => $"{taken.Number} {Field(taken.Fields, 17)}"));
    }

    // ExecID by number. A number over which its owner was killed, before it left, is used again: the last one counts.
    private SortedDictionary<long, string> ReadVenueStore()
    {
        string body = Directory.GetFiles(_theirs.Path, "*.body").Single();
        using var stream = new FileStream(body, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var reader = new TextLogReader(bytes);
        var stored = new SortedDictionary<long, string>();
        while (reader.TryRead(out LoggedMessage message))
        {
            string fields = Encoding.Latin1.GetString(message.Bytes).Replace('\u0001', '|');
            long number = long.Parse(Field(fields, 34), CultureInfo.InvariantCulture);
            stored.Remove(number);
            if (Field(fields, 35) == "8")
                stored.Add(number, Field(fields, 17));
        }

        return stored;
    }

    private static string Order(int id) =>
        $"11={id}|55=EURUSD|54=1|60=20260105-10:00:00.000|38=100|40=1|";

    private static string[] TakenBy(PeerProcess venue) =>
        [.. venue.Lines.Where(line => line.StartsWith("in", StringComparison.Ordinal)).Select(WithoutNumber)];

    private static string WithoutNumber(string line) => line[..line.LastIndexOf(' ')];
}
