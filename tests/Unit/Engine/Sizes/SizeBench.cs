using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Unit.Engine.Reporting;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Sizes;

/// <summary>
/// One strategy that is sized, and the operator beside it. A tick of a lot is worth a micro-unit, a lot 5.00 at
/// 50,000.00, and quantities are multiples of ten lots.
/// </summary>
internal sealed class SizeBench
{
    public const long MidTicks = 5_000_000;

    private const long NsPerSecond = 1_000_000_000;

    public SizeBench(string size, string capital = "strategy:momentum", bool isStarted = false, string slope = "0")
    {
        Bench = new AccountBench(Configure(size, capital, isStarted, slope));
        Bench.NowNs = 1_000 * NsPerSecond;
    }

    public AccountBench Bench { get; }

    public DecisionState State => Bench.State;

    /// <summary>New orders of the strategy, oldest first.</summary>
    public EngineEvent[] Entries =>
        [.. Bench.Records.Where(r => r.Kind == EventKind.NewOrder && r.Order.StrategyIndex == 0)];

    public static EngineConfiguration Configure(
        string size, string capital = "strategy:momentum", bool isStarted = false, string slope = "0") =>
        EngineConfigurationFile.Read(
            ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(Text(size, capital, isStarted, slope))));

    /// <param name="size">Fields of the section.</param>
    /// <param name="capital">Scope that has 10,000.</param>
    /// <param name="isStarted">Whether the strategy trades.</param>
    /// <param name="slope">Of the probability that it states; 0 for none.</param>
    public static string Text(string size, string capital, bool isStarted, string slope = "0") => $$"""
        {
          "name": "test",
          "instruments": [
            {
              "symbol": "BTCUSDT", "currency": "USDT", "tick": "0.01", "lot": "0.0001", "risk": { "qtyStep": "0.001" },
              "limits": {
                "orderQtyMax": "1000", "orderNotionalMax": "100000000", "positionMax": "1000",
                "priceBandTicks": 1000000, "openOrdersMax": 16
              }
            }
          ],
          "feed": { "webSocket": "ws://127.0.0.1:1", "rest": "http://127.0.0.1:1" },
          "venue": { "host": "127.0.0.1", "port": 1, "senderCompId": "LLE", "targetCompId": "SIM" },
          "analysis": { "fastHalfLife": 1, "slowHalfLife": 8 },
          "strategies": [
            {
              "name": "momentum", "kind": "momentum", "instrument": "BTCUSDT", "qty": "0.007",
              "entryThresholdTicks": 1, "warmUpCount": 2, "cooldownMs": 0,
              "probabilitySlope": {{slope}}{{(isStarted ? "" : ", \"enabled\": false")}}
            }
          ],
          "risk": {
            "messagesMax": 500,
            "capital": [ { "scope": "{{capital}}", "amount": "10000" } ],
            "strategies": [ { "name": "momentum", "size": { {{size}} } } ]
          },
          "threads": { "map": "inline", "inboundSlots": 8192 },
          "journal": { "folder": "journal", "segmentMb": 1 }
        }
        """;

    /// <summary>A second later the market is there, and the timer comes.</summary>
    public void Quote(long midTicks)
    {
        Bench.NowNs += NsPerSecond;
        Bench.Quote(0, midTicks);
        Bench.Timer();
    }

    public void QuoteAll(IEnumerable<long> midTicks)
    {
        foreach (long ticks in midTicks)
            Quote(ticks);
    }

    public void SetLimit(RiskScope scope, LimitId id, long value)
    {
        EngineEvent limit = Bench.Command(CommandKind.LimitSet);
        limit.Command.Argument = value;
        limit.Act.Scope = scope;
        limit.Act.LimitCode = (byte)id;
        limit.Act.Tier = LimitTier.Hard;
        Bench.Feed(limit);
        Assert.Equal(ActOutcome.Done, State.Risk.LastOutcome);
    }

    /// <summary>The operator trades at once, for the account that the strategy has too.</summary>
    public void OperatorFills(Side side, long lots, long priceTicks)
    {
        Assert.Equal(RiskVerdict.Accepted, Bench.Send(side, lots, priceTicks));
        Bench.Fill(lots, priceTicks, side);
    }

    /// <summary>The same on both sides.</summary>
    public void Expect(long lots, SizeBound bound)
    {
        Expect(Side.Buy, lots, bound);
        Expect(Side.Sell, lots, bound);
    }

    /// <summary>What the desk says, and what the strategy reads.</summary>
    public void Expect(Side side, long lots, SizeBound bound)
    {
        ToldSize told = State.Sizes.Told(0, side);
        long readLots = State.Strategies.ContextOf(0).SizeLots(0, side, unsizedLots: 70);
        Assert.Equal((lots, bound, lots), (told.Lots, told.Bound, readLots));
    }
}
