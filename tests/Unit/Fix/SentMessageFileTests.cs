using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Fix;

[Collection(ByteCounting.Name)]
public sealed class SentMessageFileTests(ITestOutputHelper output) : IDisposable
{
    private const int Capacity = 16;
    private const int SlotSize = 64;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lle-fix-sent-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Gives_the_messages_back_after_a_restart()
    {
        using (SentMessageFile file = Open())
        {
            file.Keep(3, "three"u8);
            file.Keep(5, "five"u8);
        }

        using SentMessageFile again = Open();
        Assert.Equal("3=three 5=five", Content(again, 1, 8));
        Assert.Equal(1, again.OldestMsgSeqNum);
    }

    [Fact]
    public void Keeps_what_a_memory_ring_of_the_same_shape_keeps_whatever_is_done()
    {
        const int seed = 71;
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        var ring = new SentMessageRing(Capacity, SlotSize);
        SentMessageFile file = Open();
        long next = 1;
        for (int step = 0; step < 3_000; step++)
        {
            byte[] message = Encoding.ASCII.GetBytes(new string((char)random.Next('a', 'z'), random.Next(1, 80)));
            switch (random.Next(10))
            {
                case 0:
                    next = random.NextInt64(1, next + 1);
                    ring.DropFrom(next);
                    file.DropFrom(next);
                    break;

                case 1:
                    file.Dispose();
                    file = Open();
                    break;

                default:
                    ring.Keep(next, message);
                    file.Keep(next, message);
                    next += random.Next(1, 4);
                    break;
            }

            Assert.Equal(Content(ring, next - 40, next + 5), Content(file, next - 40, next + 5));
        }

        file.Dispose();
    }

    [Fact]
    public void A_slot_holds_a_whole_message_or_none_wherever_its_writing_stops()
    {
        byte[] before = BytesAfter(file => file.Keep(2, "old message"u8));
        byte[] after = BytesAfter(file => file.Keep(2 + Capacity, "newer, and longer"u8));
        int entry = SentMessageFile.HeaderSizeBytes + 2 * SentMessageFile.EntrySizeBytes;
        int message = SentMessageFile.HeaderSizeBytes + Capacity * SentMessageFile.EntrySizeBytes + 2 * SlotSize;
        byte[] torn = before.ToArray();
        var seen = new HashSet<string> { ContentOf(torn) };
        torn.AsSpan(entry, 8).Clear();
        seen.Add(ContentOf(torn));
        for (int i = 0; i < SlotSize; i++)
        {
            torn[message + i] = after[message + i];
            seen.Add(ContentOf(torn));
        }

        after.AsSpan(entry + 8, 8).CopyTo(torn.AsSpan(entry + 8));
        seen.Add(ContentOf(torn));
        after.AsSpan(entry, 8).CopyTo(torn.AsSpan(entry));
        seen.Add(ContentOf(torn));

        Assert.Equal(["2=old message", "", $"{2 + Capacity}=newer, and longer"], seen);
    }

    [Fact]
    public void A_message_that_was_damaged_is_not_given_and_the_others_are()
    {
        byte[] good = BytesAfter(file => Array.ForEach([1, 2, 3], number => file.Keep(number, "message"u8)));
        int messages = SentMessageFile.HeaderSizeBytes + Capacity * SentMessageFile.EntrySizeBytes;
        for (int i = 0; i < 7; i++)
        {
            byte[] damaged = good.ToArray();
            damaged[messages + 2 * SlotSize + i] ^= 0x10;
            Assert.Equal("1=message 3=message", ContentOf(damaged));
        }

        byte[] wild = good.ToArray();
        wild.AsSpan(SentMessageFile.HeaderSizeBytes + 2 * SentMessageFile.EntrySizeBytes + 8, 8).Fill(0xFF);
        Assert.Equal("1=message 3=message", ContentOf(wild));
    }

    [Fact]
    public void A_full_disk_is_said_at_the_start_and_a_later_start_goes_on()
    {
        // The kernel's own full disk: every write to it fails for want of room.
        var error = Assert.Throws<IOException>(() => new SentMessageFile("/dev/full", Capacity, SlotSize));
        Assert.Contains("make room on the disk", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<IOException>(() => new MappedSequenceStore("/dev/full"));
        Assert.Contains("make room on the disk", error.Message, StringComparison.Ordinal);

        File.WriteAllBytes(_path, new byte[500]); // What a disk that filled up on the way leaves behind.
        using SentMessageFile file = Open();
        file.Keep(15, "fifteen"u8);
        Assert.Equal("15=fifteen", Content(file, 1, 20));
        Assert.Equal(SentMessageFile.HeaderSizeBytes + Capacity * (16 + SlotSize), new FileInfo(_path).Length);
    }

    [Fact]
    public void All_blocks_of_the_disk_are_taken_when_the_file_is_made()
    {
        using (new SentMessageFile(_path, capacitySlots: 1_024, slotSizeBytes: 256))
        {
            var start = new ProcessStartInfo("du", ["--block-size=1", _path])
            {
                RedirectStandardOutput = true, UseShellExecute = false,
            };
            using Process du = Process.Start(start)!;
            string taken = du.StandardOutput.ReadToEnd().Split('\t')[0];
            long takenBytes = long.Parse(taken, CultureInfo.InvariantCulture);
            Assert.True(takenBytes >= 1_024 * 256, $"takenBytes={takenBytes}");
        }
    }

    [Theory]
    [InlineData(0, 12_345L, "not a FIX sent-message store")]
    [InlineData(8, 2L, "version=2")]
    [InlineData(16, 77L, "another shape")]
    public void A_file_that_is_none_of_ours_is_refused_and_left_alone(int offset, long value, string expected)
    {
        byte[] bytes = BytesAfter(file => file.Keep(1, "one"u8));
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        File.WriteAllBytes(_path, bytes);

        var error = Assert.Throws<InvalidDataException>(Open);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_path));
    }

    [Fact]
    public void A_second_process_is_refused()
    {
        using SentMessageFile file = Open();
        Assert.Throws<IOException>(Open);
    }

    [Fact]
    public void Keeping_and_finding_allocate_nothing()
    {
        using SentMessageFile file = Open();
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * 1_000, file.TooLongCount);

        void Run()
        {
            for (int i = 1; i <= 1_000; i++)
            {
                file.Keep(i, "8=FIX.4.4 and what follows"u8);
                file.Keep(i, LongMessage);
                file.TryGet(i, out _);
                file.TryGet(i + 1, out _);
            }
        }
    }

    private static ReadOnlySpan<byte> LongMessage =>
        "0123456789012345678901234567890123456789012345678901234567890123456789"u8;

    private SentMessageFile Open() => new(_path, Capacity, SlotSize);

    private byte[] BytesAfter(Action<SentMessageFile> work)
    {
        using (SentMessageFile file = Open())
            work(file);

        return File.ReadAllBytes(_path);
    }

    private string ContentOf(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        using SentMessageFile file = Open();
        return Content(file, 1, 3 * Capacity);
    }

    private static string Content(IFixResendSource source, long from, long to)
    {
        var found = new List<string>();
        for (long number = Math.Max(from, 1); number < to; number++)
        {
            if (source.TryGet(number, out ReadOnlySpan<byte> message))
                found.Add($"{number}={Encoding.ASCII.GetString(message)}");
        }

        return string.Join(' ', found);
    }
}
