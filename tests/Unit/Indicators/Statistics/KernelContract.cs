using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

/// <summary>What <see cref="IIndicator{TInput,TOutput}"/> promises, checked on any kernel.</summary>
internal static class KernelContract
{
    public static void Check<TKernel, TInput, TOutput>(Func<TKernel> create, TInput[] inputs, params TInput[] refused)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        Assert.True(inputs.Length > 3 * create().WarmUpCount, "the series is too short to test with");
        CheckWarmUp<TKernel, TInput, TOutput>(create(), inputs);
        CheckPeek<TKernel, TInput, TOutput>(create(), inputs);
        CheckRefusal<TKernel, TInput, TOutput>(create(), inputs, refused);
        CheckReset<TKernel, TInput, TOutput>(create(), inputs);
        foreach (int cut in new[] { 0, 1, create().WarmUpCount, (2 * create().WarmUpCount) + 1, inputs.Length - 1 })
            CheckTransfer<TKernel, TInput, TOutput>(create, inputs, cut);

        CheckAllocation<TKernel, TInput, TOutput>(create(), inputs);
    }

    public static List<TOutput> Run<TKernel, TInput, TOutput>(ref TKernel kernel, ReadOnlySpan<TInput> inputs)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        var outputs = new List<TOutput>();
        foreach (ref readonly TInput input in inputs)
        {
            Assert.True(kernel.Update(in input));
            outputs.Add(kernel.Value);
        }

        return outputs;
    }

    private static void CheckWarmUp<TKernel, TInput, TOutput>(TKernel kernel, TInput[] inputs)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(i >= kernel.WarmUpCount, kernel.IsReady);
            Assert.True(kernel.Update(in inputs[i]));
        }
    }

    private static void CheckPeek<TKernel, TInput, TOutput>(TKernel kernel, TInput[] inputs)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            long before = Hash<TKernel, TInput, TOutput>(ref kernel);
            TOutput other = kernel.Peek(in inputs[^(i + 1)]);
            TOutput peeked = kernel.Peek(in inputs[i]);
            Assert.Equal(before, Hash<TKernel, TInput, TOutput>(ref kernel));
            kernel.Update(in inputs[i]);
            Assert.Equal(kernel.Value, peeked);
            Assert.Equal(kernel.IsReady, !IsNaN(peeked));
            Assert.Equal(kernel.IsReady, !IsNaN(other));
        }
    }

    private static void CheckRefusal<TKernel, TInput, TOutput>(TKernel kernel, TInput[] inputs, TInput[] refused)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        foreach (TInput input in inputs)
        {
            long before = Hash<TKernel, TInput, TOutput>(ref kernel);
            foreach (TInput bad in refused)
            {
                Assert.True(IsNaN(kernel.Peek(in bad)), $"bad={bad}");
                Assert.False(kernel.Update(in bad), $"bad={bad}");
            }

            Assert.Equal(before, Hash<TKernel, TInput, TOutput>(ref kernel));
            kernel.Update(in input);
        }
    }

    private static void CheckReset<TKernel, TInput, TOutput>(TKernel kernel, TInput[] inputs)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        long fresh = Hash<TKernel, TInput, TOutput>(ref kernel);
        List<TOutput> first = Run<TKernel, TInput, TOutput>(ref kernel, inputs);
        kernel.Reset();
        Assert.Equal(fresh, Hash<TKernel, TInput, TOutput>(ref kernel));
        Assert.Equal(first, Run<TKernel, TInput, TOutput>(ref kernel, inputs));
    }

    private static void CheckTransfer<TKernel, TInput, TOutput>(Func<TKernel> create, TInput[] inputs, int cut)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        TKernel original = create();
        Run<TKernel, TInput, TOutput>(ref original, inputs.AsSpan(0, cut));
        StateTransfer measure = StateTransfer.Measure();
        original.Transfer(ref measure);
        var saved = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        original.Transfer(ref save);

        TKernel restored = create();
        Run<TKernel, TInput, TOutput>(ref restored, inputs.AsSpan(cut / 3)); // What it held before does not matter.
        StateTransfer load = StateTransfer.Load(saved);
        restored.Transfer(ref load);

        Assert.Equal(original.Value, restored.Value);
        Assert.Equal(
            Run<TKernel, TInput, TOutput>(ref original, inputs.AsSpan(cut)),
            Run<TKernel, TInput, TOutput>(ref restored, inputs.AsSpan(cut)));
        Assert.Equal(
            Hash<TKernel, TInput, TOutput>(ref original), Hash<TKernel, TInput, TOutput>(ref restored));
    }

    private static void CheckAllocation<TKernel, TInput, TOutput>(TKernel kernel, TInput[] inputs)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        UpdateAndPeek<TKernel, TInput, TOutput>(ref kernel, inputs); // The first run pays for the JIT.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        UpdateAndPeek<TKernel, TInput, TOutput>(ref kernel, inputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    private static void UpdateAndPeek<TKernel, TInput, TOutput>(ref TKernel kernel, TInput[] inputs)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        foreach (ref readonly TInput input in inputs.AsSpan())
        {
            kernel.Peek(in input);
            kernel.Update(in input);
        }

        kernel.Reset();
    }

    private static long Hash<TKernel, TInput, TOutput>(ref TKernel kernel)
        where TKernel : struct, IIndicator<TInput, TOutput>
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        StateTransfer state = StateTransfer.Hash();
        kernel.Transfer(ref state);
        return state.HashValue;
    }

    // A record of several numbers prints NaN where it has no value.
    private static bool IsNaN<TOutput>(TOutput output) => $"{output}".Contains("NaN", StringComparison.Ordinal);
}
