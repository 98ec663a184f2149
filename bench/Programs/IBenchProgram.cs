namespace LowLatencyEngine.Programs;

/// <summary>
/// A whole program to be measured, and the raw limit it is measured beside. Each call is one run; the first of each is
/// the warm-up and does not count.
/// </summary>
public interface IBenchProgram
{
    /// <summary>The word of the command line.</summary>
    string Name { get; }

    /// <summary>One run of the engine's own code.</summary>
    /// <exception cref="System.InvalidOperationException">A checksum or a count does not come out.</exception>
    RunResult Run(BenchCores cores);

    /// <summary>
    /// One run of the raw limit: figures by the same names are compared. Null where there is no such program.
    /// </summary>
    Figures? RunRaw(BenchCores cores);
}

/// <summary>What one run came to.</summary>
/// <param name="Figures">Times and rates.</param>
/// <param name="EventCount">Events that went through.</param>
/// <param name="AllocatedBytes">By the hot threads in their loops.</param>
/// <param name="CollectionCount">Of any generation, while those loops ran.</param>
public sealed record RunResult(Figures Figures, long EventCount, long AllocatedBytes, int CollectionCount);
