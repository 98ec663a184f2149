using System;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// Risk and orders: a check of the gate with every limit of every scope set and none reached, one by one and in
/// batches, for one strategy and for three; releases and fills; transitions of orders; and the kill switch with a
/// thousand open orders under full load. Beside the kill switch: copying as many events as it writes.
/// </summary>
public sealed class RiskProgram : IBenchProgram
{
    private readonly EngineConfiguration _configuration = BenchConfiguration.Read("bench.json");

    /// <inheritdoc/>
    public string Name => "risk";

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        var figures = new Figures();
        var section = new HotSection();
        OnHotCore(cores, () =>
        {
            Looks looks = Looks.Measure();
            new GateWork(strategyCount: 1, looks).Run(figures, section);
            new GateWork(strategyCount: 3, looks).Run(figures, section);
            new OrderWork(looks).Run(figures, section);
            using var kills = new KillWork(_configuration);
            kills.Run(figures, section);
            looks.AddTo(figures);
            CoreSpeed.AddTo(figures);
        });
        long eventCount = (2 * GateWork.EventCount) + OrderWork.EventCount + KillWork.EventCount;
        return new RunResult(figures, eventCount, section.AllocatedBytes, section.CollectionCount);
    }

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores)
    {
        var figures = new Figures();
        OnHotCore(cores, () => KillWork.RunRaw(figures));
        return figures;
    }

    private static void OnHotCore(BenchCores cores, Action work)
    {
        var thread = new BenchThread("bench-risk", cores.Hot, work);
        thread.Start();
        thread.Join();
    }
}
