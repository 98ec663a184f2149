using System;
using System.Diagnostics;
using System.IO;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

[Collection(ByteCounting.Name)]
public sealed class JointSequenceStoreTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lle-fix-joint-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Keeps_its_numbers_over_a_restart()
    {
        using (var store = new JointSequenceStore(_path))
        {
            Assert.Equal((1L, 1L), (store.NextOutgoing, store.NextIncoming));
            (store.NextOutgoing, store.NextIncoming, store.SessionStartNs) = (77, 78, 79);
            store.IsResetRequested = true;
        }

        using var again = new JointSequenceStore(_path);
        Assert.Equal((77L, 78L, 79L), (again.NextOutgoing, again.NextIncoming, again.SessionStartNs));
        Assert.True(again.IsResetRequested);
    }

    [Fact]
    public void A_message_counts_as_received_together_with_its_answer()
    {
        using var store = new JointSequenceStore(_path);
        (store.NextOutgoing, store.NextIncoming) = (5, 9);
        store.NextIncoming = 10; // Message 9 is in hand.
        Assert.Equal((5L, 9L), FoundAfterKill());
        store.NextOutgoing = 6; // Its answer.
        Assert.Equal((6L, 10L), FoundAfterKill());
    }

    [Fact]
    public void A_message_without_an_answer_counts_as_received_when_the_next_is_taken()
    {
        using var store = new JointSequenceStore(_path);
        store.NextIncoming = 2;
        store.NextIncoming = 3;
        Assert.Equal((1L, 2L), FoundAfterKill());
    }

    [Fact]
    public void Both_numbers_begin_anew_together()
    {
        using var store = new JointSequenceStore(_path);
        (store.NextOutgoing, store.NextIncoming) = (5, 9);
        ((IFixSequenceStore)store).Reset();
        Assert.Equal((1L, 1L), FoundAfterKill());
        Assert.Equal((1L, 1L), (store.NextOutgoing, store.NextIncoming));
    }

    [Fact]
    public void A_creation_that_was_cut_short_is_seen_as_new()
    {
        byte[] bytes = new byte[128];
        bytes[16] = bytes[48] = bytes[56] = 1; // The first pair, in force; no magic yet.
        File.WriteAllBytes(_path, bytes);
        using var store = new JointSequenceStore(_path);
        Assert.Equal((1L, 1L), (store.NextOutgoing, store.NextIncoming));
    }

    [Theory]
    [InlineData(0, 12345L, "not a joint FIX sequence store")]
    [InlineData(8, 2L, "version=2")]
    [InlineData(16, 2L, "damaged")]
    [InlineData(32, 0L, "damaged")]
    [InlineData(40, -1L, "damaged")]
    public void A_file_that_is_none_of_ours_is_refused_and_left_alone(int offset, long value, string expected)
    {
        using (var store = new JointSequenceStore(_path))
            store.NextOutgoing = 2; // And disposing stores once more: the first pair is in force.

        byte[] bytes = File.ReadAllBytes(_path);
        BitConverter.TryWriteBytes(bytes.AsSpan(16), 0L);
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        File.WriteAllBytes(_path, bytes);
        var error = Assert.Throws<InvalidDataException>(() => new JointSequenceStore(_path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_path));
    }

    [Fact]
    public void Storing_a_number_allocates_nothing()
    {
        using var store = new JointSequenceStore(_path);
        Exchange(store);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(store);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Exchange(JointSequenceStore store)
        {
            for (int i = 0; i < 1_000; i++)
            {
                store.NextIncoming++;
                store.NextOutgoing++;
            }
        }
    }

    // What a process finds after kill -9 of the one that has the file open; the framework's own copy wants its lock.
    private (long NextOutgoing, long NextIncoming) FoundAfterKill()
    {
        string copy = _path + ".copy";
        try
        {
            using (Process copier = Process.Start("cp", [_path, copy]))
                Assert.True(copier.WaitForExit(60_000) && copier.ExitCode == 0);

            using var found = new JointSequenceStore(copy);
            return (found.NextOutgoing, found.NextIncoming);
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
