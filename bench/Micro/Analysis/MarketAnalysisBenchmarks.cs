using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Analysis;

/// <summary>
/// Cost of one quote through the analysis: top, mid, micro-price and both averages. Gate: 0 bytes allocated. Time is
/// reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class MarketAnalysisBenchmarks
{
    private const int QuotesPerInvoke = 1_024; // Amortizes the call into the benchmark.

    private readonly EngineEvent[] _quotes = new EngineEvent[QuotesPerInvoke];
    private MarketAnalysis _analysis = new(instrumentCount: 1, AnalysisParameters.Default);

    /// <summary>What the averages count: a weight per update is computed for nanoseconds only.</summary>
    [Params(EmaClock.Events, EmaClock.Nanoseconds)]
    public EmaClock Clock { get; set; }

    [GlobalSetup]
    public void FillQuotes()
    {
        _analysis = new MarketAnalysis(instrumentCount: 1, AnalysisParameters.Default with
        {
            FastEma = new EmaParameters(Clock, HalfLife: 1_000_000_000),
            SlowEma = new EmaParameters(Clock, HalfLife: 10_000_000_000),
        });
        var live = new EngineEvent { Kind = EventKind.FeedStatus };
        live.Feed.State = FeedState.Live;
        _analysis.OnEvent(in live);

        var random = new Random(Seed: 42);
        for (int i = 0; i < _quotes.Length; i++)
        {
            long bidTicks = 6_165_970 + random.Next(-50, 50);
            _quotes[i] = new EngineEvent { Kind = EventKind.Quote, ReceiveTimestampNs = i * 1_000_000L };
            _quotes[i].Quote.BidPriceTicks = bidTicks;
            _quotes[i].Quote.BidQtyLots = random.Next(1, 500_000);
            _quotes[i].Quote.AskPriceTicks = bidTicks + 1;
            _quotes[i].Quote.AskQtyLots = random.Next(1, 500_000);
        }
    }

    [Benchmark(OperationsPerInvoke = QuotesPerInvoke)]
    public double OnQuote()
    {
        foreach (ref readonly EngineEvent quote in _quotes.AsSpan())
            _analysis.OnEvent(in quote);

        return _analysis[0].FastEma.Value; // Returned so that the JIT cannot drop the loop.
    }
}
