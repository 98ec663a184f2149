using System;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

[Collection(ByteCounting.Name)]
public sealed class KernelAllocationTests
{
    private static readonly Bar[] Bars = TestBars.Walk(seed: 3, count: 300);

    public static TheoryData<string> Kernels => KernelCases.Names();

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Updating_peeking_saving_and_resetting_allocate_nothing(string name)
    {
        KernelRun run = KernelCases.Make(name);
        var buffer = new byte[16_384];
        Work(run, buffer);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(run, buffer);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("talib-default")]
    [InlineData("talib-common")]
    public void A_set_of_columns_allocates_nothing(string setName)
    {
        ColumnSelection selection = ColumnCatalog.SelectSet(setName)!;
        Work(selection);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(selection);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Work(KernelRun run, byte[] buffer)
    {
        foreach (ref readonly Bar bar in Bars.AsSpan())
        {
            run.Peek(in bar);
            run.Update(in bar);
        }

        StateTransfer save = StateTransfer.Save(buffer);
        run.Transfer(ref save);
        run.Reset();
        StateTransfer load = StateTransfer.Load(buffer);
        run.Transfer(ref load);
    }

    private static void Work(ColumnSelection selection)
    {
        foreach (ref readonly Bar bar in Bars.AsSpan())
        {
            selection.Update(in bar);
            for (int i = 0; i < selection.Count; i++)
                selection.Read(i);
        }
    }
}
