using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds.Polled;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Polled;

/// <summary>Messages out of bytes, however these are cut.</summary>
public sealed class WebSocketInputTests
{
    private const int MessageBytesMax = 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finds_every_message_however_it_is_framed_and_however_the_bytes_are_cut(int seed)
    {
        var random = new Random(seed);
        var expected = new List<string>();
        var bytes = new List<byte>();
        for (int i = 0; i < 400; i++)
            AddMessage(random, bytes, expected);

        List<string> found = Read(random, [.. bytes], new WebSocketInput(MessageBytesMax));

        Assert.True(expected.SequenceEqual(found), $"seed={seed}: {expected.Count} expected, {found.Count} found");
        Assert.Contains("TooLong ", found);
        Assert.Contains(found, item => item.StartsWith("Ping ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new byte[] { 0x91, 0x01, 0x00 })] // A reserved bit.
    [InlineData(new byte[] { 0x81, 0x81, 0x00 })] // Masked.
    [InlineData(new byte[] { 0x83, 0x01, 0x00 })] // An opcode of nobody.
    [InlineData(new byte[] { 0x80, 0x01, 0x00 })] // A continuation of nothing.
    [InlineData(new byte[] { 0x09, 0x01, 0x00 })] // A ping in pieces.
    [InlineData(new byte[] { 0x89, 126, 0, 200 })] // A ping that is too long.
    [InlineData(new byte[] { 0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0 })] // A negative length.
    public void Bytes_that_no_server_may_send_are_a_violation(byte[] bytes)
    {
        var input = new WebSocketInput(MessageBytesMax);
        bytes.CopyTo(input.ReserveRoom());
        input.AddReceived(bytes.Length);

        Assert.Equal(WebSocketItem.Violation, input.TryRead(out _));
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_stop_it_from_having_room()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++)
        {
            var input = new WebSocketInput(MessageBytesMax);
            WebSocketItem item = WebSocketItem.None;
            for (int step = 0; step < 20 && item != WebSocketItem.Violation; step++)
            {
                Span<byte> room = input.ReserveRoom();
                Assert.False(room.IsEmpty, $"seed={seed}");
                int count = random.Next(1, Math.Min(room.Length, 300) + 1);
                random.NextBytes(room[..count]);
                room[0] = (byte)(random.Next(2) == 0 ? 0x81 : 0x01);
                input.AddReceived(count);
                while ((item = input.TryRead(out _)) is not (WebSocketItem.None or WebSocketItem.Violation))
                    Assert.True(input.PeekLengthBytes() >= 0, $"seed={seed}");
            }
        }
    }

    private static void AddMessage(Random random, List<byte> bytes, List<string> expected)
    {
        int kind = random.Next(10);
        int length = kind == 0 ? MessageBytesMax + 1 + random.Next(70_000) : random.Next(MessageBytesMax + 1);
        byte[] payload = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next('a', 'z'))];
        int pieces = kind is 1 or 2 ? 1 + random.Next(4) : 1;
        for (int piece = 0, begin = 0; piece < pieces; piece++)
        {
            bool isLast = piece == pieces - 1;
            int end = isLast ? length : begin + random.Next(length - begin + 1);
            AddFrame(bytes, piece == 0 ? 1 : 0, isLast, payload.AsSpan(begin, end - begin));
            begin = end;
            if (isLast || random.Next(2) == 0)
                continue;

            AddFrame(bytes, 9, isFinal: true, "are you there?"u8); // Between the pieces.
            expected.Add("Ping are you there?");
        }

        expected.Add(length > MessageBytesMax ? "TooLong " : $"Message {Encoding.ASCII.GetString(payload)}");
    }

    private static void AddFrame(List<byte> bytes, int opcode, bool isFinal, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[10];
        head[0] = (byte)((isFinal ? 0x80 : 0) | opcode);
        int headBytes = payload.Length < 126 ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        head[1] = headBytes switch { 2 => (byte)payload.Length, 4 => 126, _ => 127 };
        if (headBytes == 4)
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)payload.Length);
        else if (headBytes == 10)
            BinaryPrimitives.WriteInt64BigEndian(head[2..], payload.Length);

        bytes.AddRange(head[..headBytes]);
        bytes.AddRange(payload);
    }

    private static List<string> Read(Random random, byte[] bytes, WebSocketInput input)
    {
        var found = new List<string>();
        for (int offset = 0; offset < bytes.Length;)
        {
            Span<byte> room = input.ReserveRoom();
            int count = Math.Min(Math.Min(room.Length, bytes.Length - offset), random.Next(1, 3_000));
            bytes.AsSpan(offset, count).CopyTo(room);
            input.AddReceived(count);
            offset += count;
            WebSocketItem item;
            while ((item = input.TryRead(out ReadOnlySpan<byte> payload)) != WebSocketItem.None)
                found.Add($"{item} {Encoding.ASCII.GetString(payload)}");
        }

        return found;
    }
}
