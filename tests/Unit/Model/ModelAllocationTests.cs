using System;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Model;

[Collection(ByteCounting.Name)]
public sealed class ModelAllocationTests
{
    [Fact]
    public void Parsing_formatting_hashing_finding_and_filling_the_outbox_allocate_nothing()
    {
        var scale = new DecimalScale(1, 2);
        var outbox = new Outbox(2);
        var table = new InstrumentTable([new Instrument(0, "A", "A", "USD", scale, scale, 1)]);
        var clock = new SystemClock();
        Work(scale, outbox, table, clock);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            Work(scale, outbox, table, clock);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Saving_loading_and_hashing_state_allocates_nothing()
    {
        long[] values = [1, 2, 3];
        var buffer = new byte[64];
        Transfer(values, buffer);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            Transfer(values, buffer);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Transfer(long[] values, byte[] buffer)
    {
        StateTransfer save = StateTransfer.Save(buffer);
        save.Values<long>(values);
        StateTransfer load = StateTransfer.Load(buffer);
        load.Values<long>(values);
        StateTransfer hash = StateTransfer.Hash();
        hash.Values<long>(values);
    }

    private static void Work(DecimalScale scale, Outbox outbox, InstrumentTable table, SystemClock clock)
    {
        Span<byte> text = stackalloc byte[DecimalScale.TextLengthMax];
        scale.TryParse("61659.70000000"u8, out long steps);
        scale.Format(steps, text);

        var cause = new EngineEvent
        {
            InstrumentIndex = table.FindByVenueSymbol("A"u8),
            ReceiveTimestampNs = clock.NowNs,
        };
        outbox.Clear();
        for (int i = 0; i < 3; i++)
            outbox.Add(EventKind.NewOrder, in cause);

        var hash = new StateHash();
        hash.Add((Int128)steps);
        hash.Add(0.5);
        StateTransfer outboxHash = StateTransfer.Hash();
        outbox.Transfer(ref outboxHash);
    }
}
