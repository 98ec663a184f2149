using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace LowLatencyEngine.Unit.Feeds.Files;

/// <summary>Writes DBN byte by byte from its description.</summary>
internal sealed class DbnSamples
{
    private readonly MemoryStream _bytes = new();

    public DbnSamples(int version, string symbol, uint instrumentId)
    {
        int symbolBytes = version == 1 ? 22 : 71;
        var body = new MemoryStream();
        var fixedPart = new byte[100];
        "GLBX.MDP3"u8.CopyTo(fixedPart);
        if (version > 1)
            BinaryPrimitives.WriteUInt16LittleEndian(fixedPart.AsSpan(45), (ushort)symbolBytes);

        body.Write(fixedPart);
        Write(body, 0u, 1u); // No schema definition; one symbol.
        WriteSymbol(body, symbol, symbolBytes);
        Write(body, 0u, 0u, 1u); // None partial, none missing; one mapping.
        WriteSymbol(body, symbol, symbolBytes);
        Write(body, 1u, 20240101u, 20250101u);
        WriteSymbol(body, instrumentId.ToString(), symbolBytes);

        _bytes.Write("DBN"u8);
        _bytes.WriteByte((byte)version);
        Write(_bytes, (uint)body.Length);
        body.WriteTo(_bytes);
    }

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A record of so many bytes, whose header and fields are filled in.</summary>
    public DbnSamples Record(
        byte type, int sizeBytes, uint instrumentId, long eventNs, params (int Offset, object Value)[] fields)
    {
        var record = new byte[sizeBytes];
        record[0] = (byte)(sizeBytes / 4);
        record[1] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), instrumentId);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), eventNs);
        foreach ((int offset, object value) in fields)
        {
            switch (value)
            {
                case long number:
                    BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(offset), number);
                    break;
                case uint number:
                    BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(offset), number);
                    break;
                case byte number:
                    record[offset] = number;
                    break;
                case char letter:
                    record[offset] = (byte)letter;
                    break;
                default:
                    throw new ArgumentException($"no such field: type={value.GetType()}");
            }
        }

        _bytes.Write(record);
        return this;
    }

    private static void Write(Stream stream, params uint[] values)
    {
        Span<byte> four = stackalloc byte[4];
        foreach (uint value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(four, value);
            stream.Write(four);
        }
    }

    private static void WriteSymbol(Stream stream, string symbol, int symbolBytes)
    {
        var bytes = new byte[symbolBytes];
        Encoding.ASCII.GetBytes(symbol, bytes);
        stream.Write(bytes);
    }
}
