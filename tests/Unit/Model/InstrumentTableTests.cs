using System;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Model;

public sealed class InstrumentTableTests
{
    [Fact]
    public void Money_is_exact_in_ticks_times_lots()
    {
        Instrument btc = Make(0, "BTCUSDT", tick: "0.01", lot: "0.00001");

        Assert.Equal("616.5970000", btc.Money.ToString(6_165_970 * 1_000L));
    }

    [Fact]
    public void Finds_an_instrument_by_the_venues_name_and_says_minus_one_to_an_unknown_one()
    {
        var table = new InstrumentTable([Make(0, "BTCUSDT"), Make(1, "ETHUSDT")]);

        Assert.Equal(
            (1, -1, -1),
            (table.FindByVenueSymbol("ETHUSDT"u8), table.FindByVenueSymbol("ETH"u8), table.FindByVenueSymbol(""u8)));
    }

    [Fact]
    public void Refuses_holes_in_the_indexes_and_a_name_twice()
    {
        Assert.Contains("index=2", Assert.Throws<ArgumentException>(() => new InstrumentTable([Make(2, "A")])).Message);
        Assert.Contains(
            "symbol=A",
            Assert.Throws<ArgumentException>(() => new InstrumentTable([Make(0, "A"), Make(1, "A")])).Message);
    }

    [Fact]
    public void Its_hash_changes_with_every_property_that_decides()
    {
        long hash = new InstrumentTable([Make(0, "A")]).ContentHash();

        Assert.Equal(hash, new InstrumentTable([Make(0, "A")]).ContentHash());
        Assert.NotEqual(hash, new InstrumentTable([Make(0, "B")]).ContentHash());
        Assert.NotEqual(hash, new InstrumentTable([Make(0, "A", tick: "0.1")]).ContentHash());
        Assert.NotEqual(hash, new InstrumentTable([Make(0, "A", lot: "0.1")]).ContentHash());
    }

    private static Instrument Make(int index, string symbol, string tick = "0.01", string lot = "0.01") => new(
        index, symbol, symbol, "USDT",
        DecimalScale.ParseStepOrThrow(tick), DecimalScale.ParseStepOrThrow(lot), Multiplier: 1);
}
