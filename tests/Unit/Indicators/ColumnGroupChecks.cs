using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>What every group of columns must do, whatever it computes.</summary>
internal static class ColumnGroupChecks
{
    /// <summary>Saved after any prefix and loaded into a new one, it goes on bit for bit.</summary>
    public static void GoesOnAfterSaveAndLoad(Func<IColumnGroup> create, IReadOnlyList<Bar> bars)
    {
        foreach (int prefixCount in (ReadOnlySpan<int>)[0, 1, 3, 11, 40, 137, 300])
        {
            IColumnGroup original = create();
            for (int i = 0; i < prefixCount; i++)
                original.Update(bars[i]);

            IColumnGroup copy = create();
            copy.Update(bars[^1]); // Loading must overwrite what was there.
            StateTransfer load = StateTransfer.Load(Save(original));
            copy.Transfer(ref load);
            for (int i = prefixCount; i < bars.Count; i++)
            {
                original.Update(bars[i]);
                copy.Update(bars[i]);
                AssertSame(original, copy, $"prefixCount={prefixCount} row={i}");
            }
        }
    }

    /// <summary>A bar with NaN or an infinity in any place is refused and changes no byte of the state.</summary>
    public static void RefusesBarsThatAreNotFinite(Func<IColumnGroup> create, IReadOnlyList<Bar> bars)
    {
        IColumnGroup columns = create();
        foreach (Bar bar in bars)
        {
            byte[] before = Save(columns);
            foreach (double bad in (ReadOnlySpan<double>)[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
            {
                Assert.False(columns.Update(bar with { Open = bad }), columns.Names[0]);
                Assert.False(columns.Update(bar with { Close = bad }), columns.Names[0]);
                Assert.False(columns.Update(bar with { Volume = bad }), columns.Names[0]);
            }

            Assert.Equal(before, Save(columns));
            Assert.True(columns.Update(in bar), columns.Names[0]);
        }
    }

    /// <summary>Bytes that updating and reading all columns allocate, after the first bars.</summary>
    public static long BytesAllocated(IColumnGroup columns, IReadOnlyList<Bar> bars)
    {
        const int firstCount = 100;
        for (int i = 0; i < firstCount; i++)
            Read(columns, bars[i]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = firstCount; i < bars.Count; i++)
            Read(columns, bars[i]);

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Read(IColumnGroup columns, Bar bar)
    {
        columns.Update(in bar);
        for (int i = 0; i < columns.Names.Count; i++)
            columns.Read(i);
    }

    private static byte[] Save(IColumnGroup columns)
    {
        StateTransfer measure = StateTransfer.Measure();
        columns.Transfer(ref measure);
        var buffer = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(buffer);
        columns.Transfer(ref save);
        return buffer;
    }

    private static void AssertSame(IColumnGroup expected, IColumnGroup actual, string where)
    {
        for (int i = 0; i < expected.Names.Count; i++)
        {
            if (!expected.Read(i).Equals(actual.Read(i)))
                Assert.Fail($"{expected.Names[i]} {where} expected={expected.Read(i)} is={actual.Read(i)}");
        }
    }
}
