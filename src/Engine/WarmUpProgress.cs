using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Whether a warm-up has taken every path often enough: orders, fills and rejects have happened, and the runtime has
/// had nothing to compile for the hot threads for a while. One thread; reads the telemetry of the engine that warms up.
/// </summary>
internal sealed class WarmUpProgress(TelemetryReader telemetry, IClock clock)
{
    private const int OrdersMin = 300;
    private const int FillsMin = 30;
    private const int RejectsMin = 10;
    private const long SettledNs = 300_000_000;

    private long _compiledCount = -1;
    private long _settledSinceNs;

    /// <summary>To be asked again and again.</summary>
    public bool IsDone()
    {
        long nowNs = clock.NowNs;
        long compiledCount = telemetry.Read(Counter.CompiledMethods);
        if (compiledCount != _compiledCount)
        {
            _compiledCount = compiledCount;
            _settledSinceNs = nowNs;
        }

        return telemetry.Read(Counter.Orders) >= OrdersMin &&
            telemetry.Read(Counter.Fills) >= FillsMin &&
            telemetry.Read(Counter.Rejected) >= RejectsMin &&
            nowNs - _settledSinceNs >= SettledNs;
    }
}
