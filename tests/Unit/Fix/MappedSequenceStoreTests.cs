using System;
using System.Diagnostics;
using System.IO;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

[Collection(ByteCounting.Name)]
public sealed class MappedSequenceStoreTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lle-fix-store-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Keeps_its_numbers_over_a_restart()
    {
        using (var store = new MappedSequenceStore(_path))
        {
            Assert.Equal((1L, 1L), (store.NextOutgoing, store.NextIncoming));
            store.NextOutgoing = 77;
            store.NextIncoming = 78;
        }

        using var again = new MappedSequenceStore(_path);
        Assert.Equal((77L, 78L), (again.NextOutgoing, again.NextIncoming));
    }

    [Fact]
    public void Shows_its_numbers_to_others_before_it_is_closed()
    {
        using var store = new MappedSequenceStore(_path);
        store.NextOutgoing = 5;
        string copy = _path + ".copy";
        try
        {
            // The framework's own copy would ask for the lock.
            using (Process copier = Process.Start("cp", [_path, copy]))
                Assert.True(copier.WaitForExit(60_000) && copier.ExitCode == 0);

            using var recovered = new MappedSequenceStore(copy); // What a process finds after kill -9 of the first.
            Assert.Equal(5, recovered.NextOutgoing);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    [Fact]
    public void A_reset_that_an_operator_asked_for_is_said_in_every_logon_until_one_is_answered()
    {
        using (var asked = new MappedSequenceStore(_path))
            (asked.NextOutgoing, asked.NextIncoming, asked.IsResetRequested) = (70, 80, true);

        using var store = new MappedSequenceStore(_path);
        var bench = new SessionBench(SessionBench.InitiatorOptions, store: store);
        for (int attempt = 0; attempt < 2; attempt++)
        {
            bench.Session.ConnectionLost();
            bench.Connect();
            Assert.Equal(["35=A|34=1|98=0|108=30|141=Y"], bench.TakeOutput());
        }

        bench.Hear("35=A|34=1|98=0|108=30|141=Y|");
        Assert.Equal((FixSessionState.Active, 2L, 2L), (bench.Session.State, store.NextOutgoing, store.NextIncoming));
        bench.Session.ConnectionLost();
        bench.Connect();
        Assert.Equal(["35=A|34=2|98=0|108=30"], bench.TakeOutput());
    }

    [Fact]
    public void A_second_process_is_refused()
    {
        using var store = new MappedSequenceStore(_path);
        Assert.Throws<IOException>(() => new MappedSequenceStore(_path));
    }

    [Fact]
    public void A_creation_that_was_cut_short_is_seen_as_new()
    {
        File.WriteAllBytes(_path, new byte[64]);
        using var store = new MappedSequenceStore(_path);
        Assert.Equal((1L, 1L), (store.NextOutgoing, store.NextIncoming));
    }

    [Theory]
    [InlineData(10, 0, 0L, "not a FIX sequence store")]
    [InlineData(100, 0, 0x5145_5358_4946_4C4CL, "not a FIX sequence store")]
    [InlineData(64, 0, 12345L, "not a FIX sequence store")]
    [InlineData(64, 8, 2L, "another version")]
    [InlineData(64, 16, 0L, "damaged")]
    [InlineData(64, 24, -1L, "damaged")]
    public void A_file_that_is_none_of_ours_is_refused_and_left_alone(
        int sizeBytes, int offset, long value, string expected)
    {
        byte[] bytes = new byte[sizeBytes];
        if (sizeBytes == 64)
        {
            new MappedSequenceStore(_path).Dispose();
            bytes = File.ReadAllBytes(_path);
        }

        if (sizeBytes > 10)
            BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        else
            bytes[3] = 1;

        File.WriteAllBytes(_path, bytes);
        var error = Assert.Throws<InvalidDataException>(() => new MappedSequenceStore(_path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_path));
    }

    [Fact]
    public void Storing_a_number_allocates_nothing()
    {
        using var store = new MappedSequenceStore(_path);
        for (int i = 1; i < 1_000; i++)
            store.NextOutgoing = store.NextIncoming + i;

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i < 1_000; i++)
            store.NextOutgoing = store.NextIncoming + i;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
