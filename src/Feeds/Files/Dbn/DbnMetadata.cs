using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace LowLatencyEngine.Feeds.Files.Dbn;

/// <summary>
/// The head of a DBN file: version and which instrument id is which symbol. Source: Databento's description of DBN,
/// versions 1 to 3.
/// </summary>
/// <remarks>
/// <code>
///  "DBN" version(1) length(4) | dataset(16) schema(2) start(8) end(8) limit(8) [v1: count(8)] stypes(2) tsOut(1)
///                             | [v2+: symbolBytes(2)] zeros up to 100 | schema definition
///                             | symbols, partial, notFound: count(4) + symbols | mappings: count(4) + mappings
///  mapping: symbol, intervals: count(4) + (startDate(4) endDate(4) symbol)
/// </code>
/// </remarks>
internal sealed class DbnMetadata
{
    /// <summary>Magic, version and length of what follows.</summary>
    public const int PrefixBytes = 8;

    private const int FixedBytes = 100;
    private const int SymbolBytesOffset = 45;
    private const int SymbolBytesOfVersion1 = 22;
    private const int LengthMaxBytes = 8 * 1024 * 1024;

    private readonly Dictionary<uint, string> _symbols = [];
    private readonly int _symbolBytes;

    private DbnMetadata(ReadOnlySpan<byte> bytes, int version)
    {
        if (bytes.Length < FixedBytes)
            throw new InvalidDataException($"DBN metadata is too short: sizeBytes={bytes.Length}");

        _symbolBytes = version == 1
            ? SymbolBytesOfVersion1
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[SymbolBytesOffset..]);
        if (_symbolBytes == 0)
            throw new InvalidDataException("DBN metadata has symbols of no length: symbolBytes=0");

        ReadMappings(bytes[FixedBytes..]);
    }

    /// <summary>Reads the head off the window.</summary>
    /// <exception cref="InvalidDataException">Another version, or damaged.</exception>
    public static DbnMetadata Read(ByteWindow window)
    {
        if (!window.TryReadExact(PrefixBytes, out ReadOnlySpan<byte> prefix))
            throw new InvalidDataException("no DBN metadata");

        int version = prefix[3];
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(prefix[4..]);
        if (version is < 1 or > 3)
            throw new InvalidDataException($"DBN version is not known: version={version}, known=1..3");

        if (length > LengthMaxBytes || !window.TryReadExact((int)length, out ReadOnlySpan<byte> bytes))
            throw new InvalidDataException($"DBN metadata is damaged: sizeBytes={length}");

        return new DbnMetadata(bytes, version);
    }

    /// <summary>Symbol of an instrument id; the id itself where the head does not name it.</summary>
    public string SymbolOf(uint instrumentId) =>
        _symbols.TryGetValue(instrumentId, out string? symbol) ? symbol : instrumentId.ToString();

    private void ReadMappings(ReadOnlySpan<byte> rest)
    {
        Skip(ref rest, (int)Math.Min(ReadCount(ref rest), int.MaxValue)); // The schema definition.
        for (int list = 0; list < 3; list++) // Symbols, partial, not found.
        {
            uint count = ReadCount(ref rest);
            for (uint i = 0; i < count; i++)
                ReadSymbol(ref rest);
        }

        uint mappingCount = ReadCount(ref rest);
        for (uint i = 0; i < mappingCount; i++)
            ReadMapping(ref rest);
    }

    private void ReadMapping(ref ReadOnlySpan<byte> rest)
    {
        string input = ReadSymbol(ref rest);
        uint intervalCount = ReadCount(ref rest);
        for (uint i = 0; i < intervalCount; i++)
        {
            Skip(ref rest, 2 * sizeof(uint));
            string output = ReadSymbol(ref rest);
            if (uint.TryParse(output, out uint outputId))
                _symbols[outputId] = input;
            else if (uint.TryParse(input, out uint inputId))
                _symbols[inputId] = output;
        }
    }

    private string ReadSymbol(ref ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> bytes = Skip(ref rest, _symbolBytes);
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static uint ReadCount(ref ReadOnlySpan<byte> rest) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Skip(ref rest, sizeof(uint)));

    private static ReadOnlySpan<byte> Skip(ref ReadOnlySpan<byte> rest, int count)
    {
        if (count < 0 || rest.Length < count)
            throw new InvalidDataException($"DBN metadata is cut off: wantedBytes={count}, leftBytes={rest.Length}");

        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
