using System;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Runners that live and end together, given with those first that others depend on. Set-up and shutdown only.
/// </summary>
public sealed class RunnerGroup(params IStageRunner[] upstreamFirst)
{
    /// <summary>The runners, as given.</summary>
    public ReadOnlySpan<IStageRunner> Runners => upstreamFirst;

    /// <summary>Starts the last ones first, so that none runs ahead of a follower that is not there yet.</summary>
    /// <exception cref="InvalidOperationException">One was started before.</exception>
    public void Start()
    {
        for (int i = upstreamFirst.Length - 1; i >= 0; i--)
            upstreamFirst[i].Start();
    }

    /// <summary>
    /// Stops each runner when those before it have ended, so that a drain reaches the last stage; abandoning stops all
    /// at once. Returns false when one has not ended within <paramref name="timeout"/>, counted for each.
    /// </summary>
    public bool Stop(StopMode mode, TimeSpan timeout)
    {
        if (mode == StopMode.Abandon)
        {
            foreach (IStageRunner runner in upstreamFirst)
                runner.RequestStop(mode);
        }

        bool haveEnded = true;
        foreach (IStageRunner runner in upstreamFirst)
        {
            runner.RequestStop(mode);
            haveEnded &= runner.Join(timeout);
        }

        return haveEnded;
    }
}
