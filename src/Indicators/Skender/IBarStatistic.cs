using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// The formula of a kernel, without the duties all kernels share: <see cref="BarKernel{TStatistic,TValue}"/> adds the
/// rule of finite inputs, peeking and resetting. Implemented by mutable structs whose windows live in arrays made by
/// the constructor, each pushed at most once a bar.
/// </summary>
/// <typeparam name="TValue">A double, or a record struct of doubles.</typeparam>
public interface IBarStatistic<TValue>
    where TValue : unmanaged
{
    /// <summary>Bars until every number of the value is there; some are sooner.</summary>
    int WarmUpCount { get; }

    /// <summary>Takes a closed, finite bar and says the value after it; NaN for what has none.</summary>
    TValue Next(in Bar bar);

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    void Transfer(ref StateTransfer state);
}
