using System;
using System.Buffers.Binary;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// CRC-32 of ISO-HDLC (polynomial 0x04C11DB7 reflected, as in zip), eight bytes at a time by tables ("slicing by 8":
/// Kounavis and Berry, 2005), because the processor's own instruction has another polynomial. Any thread; allocates
/// nothing after its tables (8 KiB).
/// </summary>
internal static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private const int TableCount = 8;

    private static readonly uint[] Tables = MakeTables();

    /// <summary>State before the first byte.</summary>
    public static uint Start => 0xFFFFFFFF;

    /// <summary>State after some more bytes.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        while (bytes.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = tables[7 * 256 + (byte)low] ^ tables[6 * 256 + (byte)(low >> 8)]
                ^ tables[5 * 256 + (byte)(low >> 16)] ^ tables[4 * 256 + (int)(low >> 24)]
                ^ tables[3 * 256 + (byte)high] ^ tables[2 * 256 + (byte)(high >> 8)]
                ^ tables[256 + (byte)(high >> 16)] ^ tables[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (byte b in bytes)
            state = tables[(byte)(state ^ b)] ^ state >> 8;

        return state;
    }

    /// <summary>The checksum of what led to a state.</summary>
    public static uint Finish(uint state) => ~state;

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[TableCount * 256];
        for (int i = 0; i < tables.Length; i++)
            tables[i] = i < 256 ? OneByte((uint)i) : tables[(byte)tables[i - 256]] ^ tables[i - 256] >> 8;

        return tables;
    }

    private static uint OneByte(uint state)
    {
        for (int bit = 0; bit < 8; bit++)
            state = (state & 1) != 0 ? state >> 1 ^ ReflectedPolynomial : state >> 1;

        return state;
    }
}
