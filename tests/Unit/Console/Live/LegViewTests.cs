using System.Collections.Generic;
using System.Text.Json;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Live;

public sealed class LegViewTests
{
    private static readonly InstrumentView[] Instruments = [View(0, "BTCUSDT"), View(1, "ETHUSDT")];

    [Fact]
    public void An_instrument_has_the_legs_of_the_accounts_that_hedge()
    {
        IReadOnlyList<InstrumentView> seen = LegView.Add(
            Instruments, [Account("main", "netting"), Account("hedge", "hedging")]);
        Assert.Equal([new LegView("hedge", "0.3", "100", "0.2", "99")], seen[0].Legs);
        Assert.Empty(seen[1].Legs!);
    }

    [Fact]
    public void Nothing_is_said_of_legs_where_every_account_nets()
    {
        IReadOnlyList<InstrumentView> seen = LegView.Add(Instruments, [Account("main", "netting")]);
        Assert.Same(Instruments, seen);
        Assert.DoesNotContain("Legs", JsonSerializer.Serialize(seen[0]), System.StringComparison.Ordinal);
    }

    private static InstrumentView View(int index, string symbol)
    {
        var scale = new DecimalScale(1, 2);
        return InstrumentView.Of(new Instrument(index, symbol, symbol, "USDT", scale, scale, 1), default, "feed");
    }

    private static AccountStatement Account(string name, string positions) => new(
        name, "USDT", "average", positions, "0", "0", "0", "0", "0", [],
        [new HoldingStatement("BTCUSDT", "0.3", "100", "0.2", "99", "0", "0", "0", "0", 0, "1")]);
}
