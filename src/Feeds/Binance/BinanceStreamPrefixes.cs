using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// What frames of the feed's streams begin with, <c>{"stream":"btcusdt@trade","data":{</c>, found by sixteen bytes of
/// the name without looking for its end. Streams that it has no room for are not found. Immutable; any thread; O(1);
/// allocates nothing after construction.
/// </summary>
internal sealed class BinanceStreamPrefixes
{
    private const string BeforeName = "{\"stream\":\"";
    private const string BehindName = "\",\"data\":{";
    private const int BlockSize = 32;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio.

    private readonly Prefix[] _slots;
    private readonly int _shift;

    public BinanceStreamPrefixes(IReadOnlyList<(string Name, BinanceStreamName Stream)> streams)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(streams.Count, 2) * 4);
        _slots = new Prefix[capacity];
        _shift = 64 - BitOperations.Log2((uint)capacity);
        foreach ((string name, BinanceStreamName stream) in streams)
        {
            byte[] text = Encoding.ASCII.GetBytes(BeforeName + name + BehindName);
            if (text.Length is < BlockSize or > 2 * BlockSize)
                continue;

            int slot = SlotOf(text);
            while (_slots[slot].LengthBytes != 0)
                slot = (slot + 1) & (capacity - 1);

            _slots[slot] = new Prefix(
                Vector256.Create<byte>(text), Vector256.Create<byte>(text.AsSpan(^BlockSize..)), text.Length, stream);
        }
    }

    /// <summary>Length of what a frame of at least <see cref="FrameForm.FrameBytesMin"/> begins with; 0 for another.
    /// </summary>
    public int Find(ReadOnlySpan<byte> frame, out BinanceStreamName stream)
    {
        Vector256<byte> head = Vector256.Create(frame[..BlockSize]);
        for (int slot = SlotOf(frame); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            ref readonly Prefix prefix = ref _slots[slot];
            stream = prefix.Stream;
            int length = prefix.LengthBytes;
            if (length == 0)
                return 0;

            bool isFound = prefix.Head == head
                && prefix.Tail == Vector256.Create(frame.Slice(length - BlockSize, BlockSize));
            if (isFound)
                return length;
        }
    }

    private int SlotOf(ReadOnlySpan<byte> text)
    {
        ulong first = BinaryPrimitives.ReadUInt64LittleEndian(text[BeforeName.Length..]);
        ulong second = BinaryPrimitives.ReadUInt64LittleEndian(text[(BeforeName.Length + sizeof(ulong))..]);
        return (int)((first * 31 + second) * Multiplier >> _shift);
    }

    private readonly record struct Prefix(
        Vector256<byte> Head, Vector256<byte> Tail, int LengthBytes, BinanceStreamName Stream);
}
