using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>What every kernel promises, checked for each of them over walks with ties and flat bars.</summary>
public sealed class KernelContractTests
{
    private const int RowCount = 150;

    private static readonly Bar[] Bars = TestBars.Walk(seed: 7, RowCount);
    private static readonly Bar[] OtherBars = TestBars.Walk(seed: 8, RowCount);

    public static TheoryData<string> Kernels => KernelCases.Names();

    [Theory]
    [MemberData(nameof(Kernels))]
    public void First_value_comes_with_the_input_that_ends_the_warm_up(string name)
    {
        KernelRun run = KernelCases.Make(name);
        for (int row = 0; row < RowCount; row++)
        {
            Assert.True(run.Update(in Bars[row]));
            Assert.Equal(row + 1 >= run.WarmUpCount, run.IsReady);
            Assert.Equal(!run.IsReady, double.IsNaN(run.Value[^1]));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Peek_gives_what_an_update_gives_and_changes_nothing(string name)
    {
        KernelRun run = KernelCases.Make(name);
        KernelRun undisturbed = KernelCases.Make(name);
        for (int row = 0; row < RowCount; row++)
        {
            long hash = run.Hash();
            run.Peek(in OtherBars[row]);
            double[] peeked = run.Peek(in Bars[row]).ToArray();
            run.Peek(in OtherBars[RowCount - 1 - row]);
            Assert.Equal(hash, run.Hash());

            run.Update(in Bars[row]);
            undisturbed.Update(in Bars[row]);
            AssertSameBits(undisturbed.Value, run.Value, row);
            AssertSameBits(undisturbed.Value, peeked, row);
            Assert.Equal(undisturbed.Hash(), run.Hash());
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Loaded_state_goes_on_bit_by_bit(string name)
    {
        foreach (int cut in (int[])[0, 1, 4, 9, 33, 64, 101])
        {
            KernelRun run = KernelCases.Make(name);
            KernelRun loaded = KernelCases.Make(name);
            for (int row = 0; row < RowCount; row++)
            {
                loaded.Update(in OtherBars[row]); // What was there before must not shine through.
                if (row < cut)
                    run.Update(in Bars[row]);
            }

            loaded.Load(run.Save());
            for (int row = cut; row < RowCount; row++)
            {
                run.Update(in Bars[row]);
                loaded.Update(in Bars[row]);
                AssertSameBits(run.Value, loaded.Value, row);
            }

            Assert.Equal(run.Hash(), loaded.Hash());
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Reset_is_as_new(string name)
    {
        KernelRun run = KernelCases.Make(name);
        KernelRun fresh = KernelCases.Make(name);
        for (int row = 0; row < 70; row++)
            run.Update(in OtherBars[row]);

        run.Reset();
        Assert.Equal(fresh.Hash(), run.Hash());
        for (int row = 0; row < RowCount; row++)
        {
            run.Update(in Bars[row]);
            fresh.Update(in Bars[row]);
            AssertSameBits(fresh.Value, run.Value, row);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Input_that_is_not_finite_is_refused_and_changes_nothing(string name)
    {
        KernelRun run = KernelCases.Make(name);
        for (int row = 0; row < RowCount; row++)
        {
            long hash = run.Hash();
            foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
            {
                var bar = new Bar(row * TestBars.IntervalNs, bad, bad, bad, bad, bad);
                Assert.False(run.Update(in bar));
                Assert.True(double.IsNaN(run.Peek(in bar)[0]));
            }

            Assert.Equal(hash, run.Hash());
            Assert.True(run.Update(in Bars[row]));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Nothing_settled_depends_on_what_comes_later(string name)
    {
        KernelRun whole = KernelCases.Make(name);
        var values = new double[RowCount][];
        for (int row = 0; row < RowCount; row++)
        {
            whole.Update(in Bars[row]);
            values[row] = whole.Value.ToArray();
        }

        for (int cut = 1; cut < RowCount; cut += 13)
        {
            KernelRun prefix = KernelCases.Make(name);
            for (int row = 0; row < cut; row++)
            {
                prefix.Update(in Bars[row]);
                AssertSameBits(values[row], prefix.Value, row);
            }
        }
    }

    private static void AssertSameBits(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, int row)
    {
        if (!MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
            Assert.Fail($"row {row}: expected={string.Join(" ", expected.ToArray())}, " +
                $"actual={string.Join(" ", actual.ToArray())}");
    }
}
