using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.Decision;

/// <summary>
/// A very long run of market data through analysis, strategies, risk, orders and journal on one thread, as fast as it
/// goes: what it shows is that nothing is allocated and nothing collected. The first call is short and does not count.
/// </summary>
public sealed class SoakProgram : IBenchProgram
{
    /// <summary>Events of a run unless told otherwise; their journal takes 14 GB of the temporary folder.</summary>
    public const long DefaultEventCount = 100_000_000;

    private const long WarmUpEventCount = 100_000;

    private readonly EngineConfiguration _configuration;
    private readonly EngineEvent[] _tape;
    private readonly int _loopStart;
    private readonly long _eventCount;
    private bool _isWarm;

    /// <summary>Makes the market; takes a second.</summary>
    /// <param name="eventCount">Events of each run that counts.</param>
    public SoakProgram(long eventCount)
    {
        _eventCount = eventCount;
        _configuration = BenchConfiguration.Read("bench.json");
        _tape = MarketTape.Record(_configuration, out _loopStart);
    }

    /// <inheritdoc/>
    public string Name => "soak";

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores) => null;

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        long count = _isWarm ? _eventCount : WarmUpEventCount;
        _isWarm = true;
        var figures = new Figures();
        var section = new HotSection();
        var thread = new BenchThread("bench-decision", cores.Hot, () => Play(count, figures, section));
        thread.Start();
        thread.Join();
        return new RunResult(figures, count, section.AllocatedBytes, section.CollectionCount);
    }

    private void Play(long count, Figures figures, HotSection section)
    {
        using var engine = new BenchEngine(_configuration);
        var player = new TapePlayer(engine, _tape, _loopStart);
        player.Open();
        section.Begin();
        long startNs = Ticks.NowNs;
        long ranNs = ThreadCpuTime.NowNs;
        for (long i = 0; i < count; i++)
            player.Play(startNs + i);

        ranNs = ThreadCpuTime.NowNs - ranNs;
        long tookNs = Ticks.NowNs - startNs;
        section.End();
        figures.Add("marketDataMillionEventsPerSecond", count * 1e3 / tookNs)
            .Add("marketDataThreadNsPerEvent", (double)ranNs / count)
            .Add("recordsPerEvent", (double)engine.RecordCount / count)
            .Add("orderMessages", engine.Venue.MessageCount);
    }
}
