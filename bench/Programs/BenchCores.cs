using System;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs;

/// <summary>Where the two sides of a benchmark run.</summary>
/// <param name="Near">The producer's, the peer's.</param>
/// <param name="Hot">The consumer's, the decision thread's.</param>
public sealed record BenchCores(int Near, int Hot)
{
    /// <summary>The first and the last core the process was given.</summary>
    /// <exception cref="InvalidOperationException">It was given one only.</exception>
    public static BenchCores ChooseOrThrow()
    {
        ReadOnlySpan<int> cores = CpuAffinity.AllowedCores;
        return cores.Length >= 2
            ? new BenchCores(cores[0], cores[^1])
            : throw new InvalidOperationException(
                $"benchmarks need two cores: cores={CpuAffinity.Describe(cores)}; widen the process's affinity");
    }
}
