using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators;

/// <summary>
/// A kernel: one statistic of a series, brought up to date one input at a time. Batch is a loop over it, so that stream
/// and batch cannot differ. Implemented by mutable structs whose windows live in arrays made by the constructor;
/// afterwards nothing is allocated, an update costs O(1) (amortised for extremes of windows), and memory stays as it
/// is.
/// </summary>
/// <remarks>
/// Rule of finite inputs: an input that holds NaN or an infinity is refused, <see cref="Update"/> says so, and no part
/// of the state has changed. A copy of the struct shares the windows: to fork, save into one built with the same
/// parameters (<see cref="Transfer"/>).
/// </remarks>
/// <typeparam name="TInput">A number or a <see cref="Bar"/>.</typeparam>
/// <typeparam name="TOutput">A number, or a record struct where the statistic has several.</typeparam>
public interface IIndicator<TInput, TOutput>
    where TInput : unmanaged
    where TOutput : unmanaged
{
    /// <summary>Inputs it takes until the first value: TA-Lib's lookback plus one.</summary>
    int WarmUpCount { get; }

    /// <summary>Whether there is a value.</summary>
    bool IsReady { get; }

    /// <summary>After the last input; NaN before <see cref="IsReady"/>.</summary>
    TOutput Value { get; }

    /// <summary>Takes a closed bar or a tick. False: not finite, nothing has changed.</summary>
    bool Update(in TInput input);

    /// <summary>
    /// What <see cref="Value"/> would be after <paramref name="input"/>, the forming bar. Changes nothing. NaN where
    /// the input is refused or the warm-up would not be over.
    /// </summary>
    TOutput Peek(in TInput input);

    /// <summary>Back to before the first input.</summary>
    void Reset();

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    void Transfer(ref StateTransfer state);
}
