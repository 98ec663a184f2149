using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Micro.Risk;

/// <summary>
/// Cost of one pre-trade check with its reservation, and of the report that releases it again. Gate: 0 bytes allocated.
/// Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class PreTradeRiskBenchmarks
{
    private const int ChecksPerInvoke = 1_024; // Amortizes the call into the benchmark; all intents stay in L1/L2.
    private const long ReferencePriceTicks = 10_000;
    private const long BandTicks = 20;

    private readonly EngineEvent[] _intents = new EngineEvent[ChecksPerInvoke];
    private PreTradeRisk _risk = null!;
    private long _nowNs;

    /// <summary>Share of intents outside the price band.</summary>
    [Params(0, 50)]
    public int RefusedPercent { get; set; }

    [GlobalSetup]
    public void FillIntents()
    {
        var limits = new RiskLimits
        {
            OrderQtyLotsMax = 50,
            OrderNotionalTickLotsMax = 1_000_000,
            PositionLotsMax = RiskLimits.LotsMax,
            PriceTicksMin = 1,
            PriceTicksMax = 20_000,
            PriceBandTicks = BandTicks,
            OpenOrdersMax = ChecksPerInvoke,
        };
        _risk = new PreTradeRisk(
            [limits], new MessageRateLimit { MessagesMax = 4 * ChecksPerInvoke, WindowNs = 1_000, CancelReserve = 64 });
        var random = new Random(Seed: 42);
        foreach (ref EngineEvent intent in _intents.AsSpan())
        {
            bool isRefused = random.Next(100) < RefusedPercent;
            intent.Kind = EventKind.NewOrder;
            intent.Side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            intent.Order.OrderId = 1;
            intent.Order.Type = OrderType.Limit;
            intent.Order.QtyLots = 1;
            intent.Order.PriceTicks = ReferencePriceTicks + (isRefused ? BandTicks + 1 : random.Next((int)BandTicks));
        }
    }

    [Benchmark(OperationsPerInvoke = ChecksPerInvoke)]
    public int CheckAndReserve()
    {
        _nowNs += 1_000_000; // The window is empty again.
        var market = new RiskMarket
        {
            ReferencePriceTicks = ReferencePriceTicks, NowNs = _nowNs, VenueState = VenueState.Ready, IsFit = true,
        };
        int accepted = 0;
        foreach (ref readonly EngineEvent intent in _intents.AsSpan())
        {
            if (_risk.CheckAndReserve(in intent, in market) != RiskVerdict.Accepted)
                continue;

            accepted++;
            var report = new OrderReport { OrderId = 1, Side = intent.Side, ReleasedLots = 1 };
            _risk.OnReport(in report);
        }

        return accepted; // Returned so that the JIT cannot drop the loop.
    }
}
