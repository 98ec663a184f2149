using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// Limits through the running engine and a simulated venue over real FIX: each is set live, passes an order at its
/// boundary and refuses the one beyond, so that none is configured without being fed.
/// </summary>
public sealed class RiskTests
{
    private const string Instrument = "instrument:BTCUSDT";

    /// <summary>
    /// Scope, limit, value, an order that passes and one that does not (side, quantity, ticks of 0.01 from the bid or
    /// "market"), what it is refused with.
    /// </summary>
    private static readonly (string Scope, string Name, string Value, string Good, string Bad, string Code)[]
        OfOneOrder =
    [
        (Instrument, "orderQty", "0.02", "buy 0.02 -500", "buy 0.02000001 -500", "ORDER_QTY_OUT_OF_RANGE"),
        (Instrument, "orderQtyMin", "0.001", "buy 0.001 -500", "buy 0.00099999 -500", "ORDER_QTY_OUT_OF_RANGE"),
        (Instrument, "orderNotional", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        (Instrument, "orderNotionalMin", "NOTIONAL", "buy 0.01 -500", "buy 0.00999999 -500", "NOTIONAL_TOO_SMALL"),
        (Instrument, "priceBand", "20000", "buy 0.01 -500", "buy 0.01 -40000", "PRICE_OUTSIDE_BAND"),
        (Instrument, "volumeShare", "0.02", "sell 0.02 500", "sell 0.02000001 500", "LIQUIDITY_LIMIT"),
        (Instrument, "position", "0.02", "buy 0.02 -500", "buy 0.02000001 -500", "POSITION_LIMIT"),
        (Instrument, "shortPosition", "0.02", "sell 0.02 500", "sell 0.02000001 500", "POSITION_LIMIT"),
        (Instrument, "locate", "0.02", "sell 0.02 500", "sell 0.02000001 500", "SHORT_SALE"),
        (Instrument, "windowQty", "0.02", "buy 0.02 -500", "buy 0.02000001 -500", "VOLUME_WINDOW_LIMIT"),
        ("firm", "orderValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        ("account:main", "orderValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        ("trader:desk", "orderValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        ("strategy:operator", "orderValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        ("venue:venue", "orderValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        ("sector:all", "orderValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        ("currency:USDT", "orderValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "NOTIONAL_LIMIT"),
        ("firm", "windowValue", "NOTIONAL", "buy 0.01 -500", "buy 0.01000001 -500", "VOLUME_WINDOW_LIMIT"),

        // Valued at the mark, which moves: a tenth to either side.
        ("firm", "credit", "MARK", "buy 0.009 -500", "buy 0.011 -500", "CREDIT_LIMIT"),
        ("firm", "grossExposure", "MARK", "buy 0.009 -500", "buy 0.011 -500", "GROSS_EXPOSURE_LIMIT"),
        (Instrument, "grossExposure", "MARK", "buy 0.009 -500", "buy 0.011 -500", "GROSS_EXPOSURE_LIMIT"),
        ("account:main", "netExposure", "MARK", "sell 0.009 500", "sell 0.011 500", "NET_EXPOSURE_LIMIT"),
        ("account:main", "margin", "MARK", "buy 0.009 -500", "buy 0.011 -500", "MARGIN_LIMIT"),
        ("firm", "stress", "SIGMA", "buy 0.009 -500", "buy 0.011 -500", "STRESS_LIMIT"),
        ("firm", "volatility", "SIGMA", "buy 0.009 -500", "buy 0.011 -500", "VOLATILITY_LIMIT"),
        ("cluster:coins", "netExposure", "MARK", "buy 0.009 -500", "buy 0.011 -500", "CLUSTER_LIMIT"),
        ("firm", "sensitivity", "1", "buy 0.009 -500", "buy 0.011 -500", "SENSITIVITY_LIMIT"),
    ];

    /// <summary>What the market itself breaks: passes with the first value, refuses with the second.</summary>
    private static readonly (string Name, string Good, string Bad, string Order, string Code)[] OfTheMarket =
    [
        ("referenceAge", "600000", "1", "buy 0.01 -500", "REFERENCE_STALE"),
        ("spread", "1000000", "0", "buy 0.01 -500", "MARKET_DATA_UNREASONABLE"),
        ("spreadToMedian", "1000000", "0", "buy 0.01 -500", "MARKET_DATA_UNREASONABLE"),
        ("depthShare", "1000000", "1", "buy 0.05 -500", "LIQUIDITY_LIMIT"),
        ("sweepCost", "10000", "off", "buy 0.01 market", ""),
    ];

    [Fact]
    public void Every_limit_is_fed_and_refuses_at_its_boundary_through_the_running_engine()
    {
        using TradingPair pair = NewPair();
        using LleProcess engine = pair.StartEngine();
        engine.WaitForLine("ready", Lle.Patience);
        decimal bid = WaitForBid(pair);

        foreach ((string scope, string name, string value, string good, string bad, string code) in OfOneOrder)
        {
            SetLimit(pair, scope, name, Value(value, bid));
            ExpectOk(Ask(pair, Order("probe", good, bid)), $"{scope} {name}");
            Expect(code, Ask(pair, Order("probe", bad, bid)), $"{scope} {name}");
            SetLimit(pair, scope, name, Loose(name));
        }

        foreach ((string name, string good, string bad, string order, string code) in OfTheMarket)
        {
            SetLimit(pair, Instrument, name, good);
            ExpectOk(Ask(pair, Order("probe", order, bid)), name);
            SetLimit(pair, Instrument, name, bad);
            if (code.Length > 0)
                ExpectSoon(code, pair, Order("probe", order, bid), name);

            SetLimit(pair, Instrument, name, "off");
        }

        Counted(pair, bid);
        Stopped(pair, bid);
        engine.CloseInput();
        Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);
        LleResult replay = Lle.Run("replay", pair.Journal, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }

    /// <summary>Limits that only real orders use up.</summary>
    private static void Counted(TradingPair pair, decimal bid)
    {
        string order = Order("send", "buy 0.01 -4000", bid);
        SetLimit(pair, Instrument, "openOrders", "1");
        ExpectOk(Ask(pair, order), "first order");
        Expect("OPEN_ORDER_LIMIT", Ask(pair, order), "instrument open orders");
        SetLimit(pair, Instrument, "openOrders", "100");
        SetLimit(pair, "strategy:operator", "openOrders", "1");
        Expect("OPEN_ORDER_LIMIT", Ask(pair, order), "strategy open orders");
        SetLimit(pair, "strategy:operator", "openOrders", "off");
        SetLimit(pair, Instrument, "orderToTrade", "1");
        Expect("ORDER_TO_TRADE_LIMIT", Ask(pair, order), "order to trade");
        SetLimit(pair, Instrument, "orderToTrade", "off");
        SetLimit(pair, "account:main", "ordersPerSecond", "1");
        ExpectOk(Ask(pair, order), "one order a second");
        Expect("MESSAGE_RATE_LIMIT", Ask(pair, order), "two orders a second");
        SetLimit(pair, "account:main", "ordersPerSecond", "off");
        SetLimit(pair, Instrument, "duplicates", "0");
        ExpectOk(Ask(pair, Order("send", "buy 0.011 -4000", bid)), "one of a kind");
        Expect("DUPLICATE_ORDER", Ask(pair, Order("send", "buy 0.011 -4000", bid)), "two of a kind");
        SetLimit(pair, Instrument, "duplicates", "off");
        Expect("SELF_TRADE", Ask(pair, Order("probe", "sell 0.01 -4000", bid)), "own order on the other side");
    }

    /// <summary>Halts cancel at the venue; a loss halts by itself and needs a name to be armed again.</summary>
    private static void Stopped(TradingPair pair, decimal bid)
    {
        ExpectOk(Ask(pair, $"kill {Instrument} alice because it is a test"), "kill");
        WaitFor(pair, status => status.GetProperty("workingOrders").GetInt64() == 0);
        Expect("KILL_SWITCH_ENGAGED", Ask(pair, Order("probe", "buy 0.01 -500", bid)), "killed");
        ExpectOk(Ask(pair, $"rearm {Instrument} lle alice looked"), "rearm");
        ExpectOk(Ask(pair, $"reduce {Instrument} alice test"), "reduce");
        Expect("REDUCING", Ask(pair, Order("probe", "buy 0.01 -500", bid)), "reducing");
        ExpectOk(Ask(pair, $"rearm {Instrument} lle alice looked"), "rearm");

        SetLimit(pair, "firm", "lossHalt", "0");
        ExpectOk(Ask(pair, Order("send", "buy 0.01 market", bid)), "crossing the spread loses");
        WaitFor(pair, status => status.GetProperty("halted").GetBoolean());
        Expect("LOSS_LIMIT", Ask(pair, Order("probe", "buy 0.01 -500", bid)), "lost");
        Assert.StartsWith("refused somebody", Ask(pair, "rearm firm lle - nobody"), StringComparison.Ordinal);
        SetLimit(pair, "firm", "lossHalt", "1000");
        ExpectOk(Ask(pair, "rearm firm lle alice looked at it"), "rearm");
        ExpectOk(Ask(pair, Order("probe", "sell 0.01 500", bid)), "armed again");

        LleResult denied = Lle.Run(
            "order", "send", "--dry-run", "BTCUSDT", "buy", "9", "market", "--journal", pair.Journal);
        Assert.Equal(4, denied.ExitCode);
        LleResult risk = Lle.Run("risk", "--journal", pair.Journal, "--json");
        Assert.True(risk.ExitCode == 0, risk.ToString());
        Assert.Contains("\"lossHalt\"", risk.Output, StringComparison.Ordinal);
    }

    private static TradingPair NewPair()
    {
        var pair = new TradingPair("--speed", "20", "--loop", "0");
        pair.Configure(root =>
        {
            foreach (JsonNode? strategy in root["strategies"]!.AsArray())
                strategy!["enabled"] = false;

            root["instruments"]![0]!["risk"] = new JsonObject
            {
                ["sigma"] = 0.01, ["cluster"] = "coins", ["preventsSelfTrade"] = true, ["sensitivityMicrosPerLot"] = 1,
            };
            root["risk"]!["limits"] = new JsonArray(new JsonObject
            {
                ["scope"] = Instrument, ["name"] = "depthShare", ["hard"] = "1000000",
            });
        });
        return pair;
    }

    private static string Value(string value, decimal bid) => value switch
    {
        "NOTIONAL" => Text((bid - 5) * 0.01m),
        "MARK" => Text(bid * 0.01m),
        "SIGMA" => Text(bid * 0.01m * 0.01m),
        _ => value,
    };

    private static string Loose(string name) => name switch
    {
        "orderQty" => "0.1",
        "orderNotional" => "10000",
        "priceBand" => "50000",
        "position" => "0.5",
        _ => "off",
    };

    private static string Order(string word, string order, decimal bid)
    {
        string[] words = order.Split(' ');
        string price = words[2] == "market"
            ? "market"
            : Text(bid + (decimal.Parse(words[2], CultureInfo.InvariantCulture) * 0.01m));
        return $"order {word} - BTCUSDT {words[0]} {words[1]} {price}";
    }

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static void SetLimit(TradingPair pair, string scope, string name, string value) =>
        ExpectOk(Ask(pair, $"limit set {scope} {name} {value} hard alice test"), $"set {scope} {name} {value}");

    private static string Ask(TradingPair pair, string request) => ControlSocket.Ask(pair.Journal, request);

    private static void ExpectOk(string answer, string about) =>
        Assert.True(answer.StartsWith("ok", StringComparison.Ordinal), $"{about}: {answer}");

    private static void Expect(string code, string answer, string about) =>
        Assert.True(answer.StartsWith($"refused {code}", StringComparison.Ordinal), $"{about}: {answer}");

    /// <summary>What depends on the last event of the market, such as its age, is so at one moment only.</summary>
    private static void ExpectSoon(string code, TradingPair pair, string request, string about)
    {
        string answer = "";
        for (int i = 0; i < 1_000; i++)
        {
            answer = Ask(pair, request);
            if (answer.StartsWith($"refused {code}", StringComparison.Ordinal))
                return;
        }

        Expect(code, answer, about);
    }

    private static decimal WaitForBid(TradingPair pair)
    {
        JsonElement status = WaitFor(pair, s => BidOf(s) > 0);
        return BidOf(status);
    }

    private static decimal BidOf(JsonElement status) => decimal.Parse(
        status.GetProperty("instruments")[0].GetProperty("bestBid").GetString()!, CultureInfo.InvariantCulture);

    private static JsonElement WaitFor(TradingPair pair, Func<JsonElement, bool> isThere)
    {
        DateTime endUtc = DateTime.UtcNow + Lle.Patience;
        while (DateTime.UtcNow < endUtc)
        {
            LleResult result = Lle.Run("status", "--journal", pair.Journal, "--json");
            JsonElement status = JsonDocument.Parse(result.LastLine).RootElement;
            if (isThere(status))
                return status;
        }

        throw new TimeoutException("the engine did not come to the state that was waited for");
    }
}
