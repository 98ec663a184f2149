using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;
using static LowLatencyEngine.Interop.FieldsText;

namespace LowLatencyEngine.Interop;

/// <summary>Our initiator against a venue on jspurefix, which pads BodyLength(9) with zeros.</summary>
public sealed class JsPureFixVenueTests : IDisposable
{
    private readonly TemporaryFolder _ours = new();
    private readonly int _port = LoopbackPort.Free();

    public void Dispose() => _ours.Dispose();

    [JsPureFixFact]
    public void Trades_with_it()
    {
        using PeerProcess venue = JsPureFixPeer.StartAcceptor(_port);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port, resets: true);
        engine.Start();
        engine.WaitUntilReady();
        for (int id = 1; id <= 100; id++)
            engine.Send(MsgTypes.NewOrderSingle, Order(id));

        engine.WaitForTaken(200);
        engine.Send(MsgTypes.OrderCancelReplaceRequest, "41=7|" + Order(71));
        engine.Send(MsgTypes.OrderCancelRequest, "11=82|41=8|55=EURUSD|54=1|60=20260105-10:00:00.000|38=100|");
        engine.WaitForTaken(202);
        Assert.Equal(
            [.. Enumerable.Range(1, 100).SelectMany(id => new[] { $"{id}-0", $"{id}-F" }), "71-5", "82-4"],
            engine.Taken.Select(taken => Field(taken.Fields, 17)));
    }

    [JsPureFixFact]
    public void Begins_both_numbers_anew_after_a_cut()
    {
        using PeerProcess venue = JsPureFixPeer.StartAcceptor(_port);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port, resets: true);
        engine.Start();
        for (int id = 1; id <= 3; id++)
        {
            engine.WaitUntilReady();
            engine.Send(MsgTypes.NewOrderSingle, Order(id));
            engine.WaitForTaken(2 * id);
            engine.Cut();
        }

        Assert.Single(engine.Taken.Where(taken => Field(taken.Fields, 150) == "0").Select(taken => taken.Number)
            .Distinct());
    }

    [JsPureFixFact]
    public void Logs_out_and_goes_on_with_its_numbers()
    {
        using PeerProcess venue = JsPureFixPeer.StartAcceptor(_port, keepsNumbers: true);
        using EngineSide engine = EngineSide.Initiator(_ours.Path, _port);
        engine.Start();
        engine.WaitUntilReady();
        engine.Send(MsgTypes.NewOrderSingle, Order(1));
        engine.WaitForTaken(2);
        engine.LogOut();
        venue.WaitFor("logout");
        engine.WaitUntilReady();
        engine.Send(MsgTypes.NewOrderSingle, Order(2));
        engine.WaitForTaken(4);

        Assert.Equal(["1-0", "1-F", "2-0", "2-F"], engine.Taken.Select(taken => Field(taken.Fields, 17)));
        Assert.Equal(engine.Taken.OrderBy(taken => taken.Number), engine.Taken);
    }

    [JsPureFixFact]
    public void Recovers_what_it_missed_after_a_cut()
    {
        using PeerProcess venue = JsPureFixPeer.StartAcceptor(_port, keepsNumbers: true);
        using EngineSide engine = EngineSide.Trader(_ours.Path, _port);
        engine.Start();
        engine.WaitUntilReady();
        for (int round = 0; round < 3; round++)
        {
            for (int i = 1; i <= 40; i++)
                engine.Send(MsgTypes.NewOrderSingle, Order((round * 40) + i));

            engine.WaitForTaken((round * 80) + 10);
            engine.Cut();
            engine.WaitUntilReady();
        }

        engine.Send(MsgTypes.NewOrderSingle, Order(121)); // Nothing more is under way when its fill is there.
        engine.WaitForTaken(242);
        Assert.Equal(
            Enumerable.Range(1, 121).SelectMany(id => new[] { $"{id}-0", $"{id}-F" }),
            engine.Taken.Select(taken => Field(taken.Fields, 17)));
        long[] numbers = [.. engine.Taken.Select(taken => taken.Number)];
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Eventually.Holds(() => OrdersAt(venue).Length >= 121, TimeSpan.FromMinutes(1), () => "orders at the venue");
        Assert.Equal(Enumerable.Range(1, 121).Select(id => $"{id}"), OrdersAt(venue));
    }

    private static string[] OrdersAt(PeerProcess venue) =>
    [
        .. venue.Lines.Select(line => line.Split(' ')).Where(words => words is ["in", "D", ..])
            .Select(words => words[2]),
    ];

    private static string Order(int id) => $"11={id}|55=EURUSD|54=1|60=20260105-10:00:00.000|38=100|40=1|";
}
