using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Times the journal's appends of inputs that are sampled. Decision thread only; 0 bytes.</summary>
internal readonly struct MeteredLog(JournalLog log, StageSampler sampler, IClock clock) : IRecordLog
{
    public long NextSequence => log.NextSequence;

    public void Append(ref EngineEvent record)
    {
        if (!sampler.IsSampling)
        {
            log.Append(ref record);
            return;
        }

        long startNs = clock.NowNs;
        log.Append(ref record);
        sampler.Journaled(clock.NowNs - startNs);
    }
}
