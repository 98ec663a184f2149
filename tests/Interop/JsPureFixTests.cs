using System;
using System.IO;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Interop;

/// <summary>Our initiator against a venue on jspurefix, which pads BodyLength(9) with zeros.</summary>
public sealed class JsPureFixTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [JsPureFixFact]
    public void Trades_with_it()
    {
        int port = LoopbackPort.Free();
        string script = Path.Combine(AppContext.BaseDirectory, "Peers", "jspurefix_peer.js");
        using var venue = new PeerProcess(
            "node", script, JsPureFixFactAttribute.Package!, $"{port}", Path.Combine(_folder.Path, "session.json"));
        using EngineSide engine = EngineSide.Initiator(_folder.Path, port, resets: true);
        engine.Start();
        engine.WaitUntilReady();
        for (int id = 1; id <= 100; id++)
            engine.Send(MsgTypes.NewOrderSingle, $"11={id}|55=EURUSD|54=1|60=20260105-10:00:00.000|38=100|40=1|");

        engine.WaitForTaken(200);
        Assert.Equal(
            Enumerable.Range(1, 100).SelectMany(id => new[] { $"{id}-0", $"{id}-F" }),
            engine.Taken.Select(taken => FieldsText.Field(taken.Fields, 17)));
    }
}
