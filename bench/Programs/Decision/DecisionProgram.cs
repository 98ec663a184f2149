using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.Decision;

/// <summary>
/// Market data events through analysis, strategies, risk, orders and journal on one thread, at fixed rates and as fast
/// as it goes. Latency is counted from the moment an event should have arrived, so that an event that waits behind a
/// slow one is counted as slow too. Then orders as fast as it goes: every event moves both quotes of the market maker.
/// </summary>
public sealed class DecisionProgram : IBenchProgram
{
    private const long RunNs = 500_000_000;
    private const int EventsMin = 100_000;
    private const int FastEventCount = 2_000_000;

    private static readonly int[] Rates = [100_000, 500_000, 1_000_000, 2_000_000, 3_000_000, 5_000_000];
    private static readonly LatencyBuckets Buckets = new(highestTrackableNs: 10_000_000_000, significantDigits: 3);

    private readonly EngineConfiguration _configuration = BenchConfiguration.Read("bench.json");
    private readonly EngineEvent[] _tape;
    private readonly int _loopStart;
    private readonly EngineEvent[] _jumps;

    /// <summary>Makes the market; takes a second.</summary>
    public DecisionProgram()
    {
        _tape = MarketTape.Record(_configuration, out _loopStart);
        _jumps = MarketTape.Jumps(_tape[.._loopStart], lowTicks: 6_000_000, highTicks: 6_000_020);
    }

    /// <inheritdoc/>
    public string Name => "decision";

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores) => null;

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        var figures = new Figures();
        var section = new HotSection();
        long eventCount = 0;
        var thread = new BenchThread("bench-decision", cores.Hot, () =>
        {
            eventCount += RunFast(figures, section);
            eventCount += RunOrders(figures, section);
            foreach (int rate in Rates)
                eventCount += RunAtRate(rate, figures, section);
        });
        thread.Start();
        thread.Join();
        return new RunResult(figures, eventCount, section.AllocatedBytes, section.CollectionCount);
    }

    private static void AddPercentiles(Figures figures, string prefix, LatencyHistogram latencies)
    {
        figures.Add($"{prefix}P50Ns", latencies.PercentileNs(50))
            .Add($"{prefix}P90Ns", latencies.PercentileNs(90))
            .Add($"{prefix}P99Ns", latencies.PercentileNs(99))
            .Add($"{prefix}P99_9Ns", latencies.PercentileNs(99.9))
            .Add($"{prefix}P99_99Ns", latencies.PercentileNs(99.99))
            .Add($"{prefix}MaxNs", latencies.MaxNs);
    }

    private long RunFast(Figures figures, HotSection section)
    {
        using var engine = new BenchEngine(_configuration);
        var player = new TapePlayer(engine, _tape, _loopStart);
        player.Open();
        section.Begin();
        long startNs = Ticks.NowNs;
        long ranNs = ThreadCpuTime.NowNs;
        for (int i = 0; i < FastEventCount; i++)
            player.Play(startNs + i);

        ranNs = ThreadCpuTime.NowNs - ranNs;
        long tookNs = Ticks.NowNs - startNs;
        section.End();
        figures.Add("marketDataMillionEventsPerSecond", FastEventCount * 1e3 / tookNs)
            .Add("marketDataThreadNsPerEvent", (double)ranNs / FastEventCount)
            .Add("marketDataRecordsPerEvent", (double)engine.RecordCount / FastEventCount);
        return FastEventCount;
    }

    private long RunOrders(Figures figures, HotSection section)
    {
        using var engine = new BenchEngine(_configuration);
        var player = new TapePlayer(engine, _jumps, _loopStart);
        player.Open();
        section.Begin();
        long startNs = Ticks.NowNs;
        long ranNs = ThreadCpuTime.NowNs;
        for (int i = 0; i < FastEventCount / 2; i++)
            player.Play(startNs + 1_000L * i); // A microsecond apart, so that the rate limit is not what is measured.

        ranNs = ThreadCpuTime.NowNs - ranNs;
        long tookNs = Ticks.NowNs - startNs;
        section.End();
        figures.Add("orderMessagesMillionPerSecond", engine.Venue.MessageCount * 1e3 / tookNs)
            .Add("newOrdersMillionPerSecond", engine.Venue.OrderCount * 1e3 / tookNs)
            .Add("orderMessageThreadNs", (double)ranNs / engine.Venue.MessageCount)
            .Add("orderRecordsPerMessage", (double)engine.RecordCount / engine.Venue.MessageCount);
        return FastEventCount / 2;
    }

    private long RunAtRate(int rate, Figures figures, HotSection section)
    {
        using var engine = new BenchEngine(_configuration);
        var player = new TapePlayer(engine, _tape, _loopStart);
        var latencies = new LatencyHistogram(Buckets);
        var onThread = new LatencyHistogram(Buckets);
        int eventCount = (int)Math.Max(EventsMin, rate * RunNs / 1_000_000_000);
        player.Open();
        section.Begin();
        _ = ThreadUsage.TryReadCurrentThread(out ThreadUsage before);
        player.PlayAtRate(eventCount, 1e9 / rate, latencies, onThread);
        _ = ThreadUsage.TryReadCurrentThread(out ThreadUsage after);
        section.End();
        ThreadUsage used = after.Since(in before);
        AddPercentiles(figures, $"rate{rate / 1_000}k", latencies);
        AddPercentiles(figures, $"rate{rate / 1_000}kOnThread", onThread);
        figures.Add($"rate{rate / 1_000}kPageFaults", used.MinorFaultCount + used.MajorFaultCount)
            .Add($"rate{rate / 1_000}kSwitches", used.InvoluntarySwitchCount + used.VoluntarySwitchCount);
        return eventCount;
    }
}
