using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Times and counts what goes through the pipeline, from outside: two clock reads an event, about 50 ns. The pipeline
/// itself never reads a clock.
/// </summary>
internal readonly struct MeteredStage<TStage>(
    TStage stage, IClock clock, EngineTelemetry telemetry, StageSampler sampler)
    : IStage<EngineEvent>
    where TStage : struct, IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        long startNs = clock.NowNs;
        sampler.Begin(startNs, slot.ReceiveTimestampNs);
        stage.OnEvent(ref slot, sequence, endOfBatch);
        telemetry.Count(in slot, clock.NowNs - startNs);
    }
}
