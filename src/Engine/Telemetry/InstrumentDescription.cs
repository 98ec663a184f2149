using System;
using System.Buffers.Binary;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// An instrument as the telemetry file describes it, so that a reader needs no configuration. Set-up only.
/// </summary>
/// <remarks>
/// <code>
///   0        64             128        160          168            176       184          192          200    232..255
///   +--------+--------------+----------+------------+--------------+---------+------------+------------+------+----+
///   | symbol | venue symbol | currency | price unit | price places | qty unit| qty places | multiplier | feed | -  |
///   +--------+--------------+----------+------------+--------------+---------+------------+------------+------+----+
/// </code>
/// Texts are UTF-8, padded with zeros. The feed is empty in older files.
/// </remarks>
internal static class InstrumentDescription
{
    private const int SymbolOffset = 0;
    private const int VenueSymbolOffset = 64;
    private const int CurrencyOffset = 128;
    private const int PriceUnitOffset = 160;
    private const int PriceDecimalsOffset = 168;
    private const int QtyUnitOffset = 176;
    private const int QtyDecimalsOffset = 184;
    private const int MultiplierOffset = 192;
    private const int FeedOffset = 200;
    private const int EndOffset = 232;

    /// <exception cref="ArgumentException">A name is too long for its field.</exception>
    public static void Write(Instrument instrument, Span<byte> target)
    {
        WriteText(instrument.Symbol, target[SymbolOffset..VenueSymbolOffset]);
        WriteText(instrument.VenueSymbol, target[VenueSymbolOffset..CurrencyOffset]);
        WriteText(instrument.Currency, target[CurrencyOffset..PriceUnitOffset]);
        BinaryPrimitives.WriteInt64LittleEndian(target[PriceUnitOffset..], instrument.Price.Unit);
        BinaryPrimitives.WriteInt32LittleEndian(target[PriceDecimalsOffset..], instrument.Price.Decimals);
        BinaryPrimitives.WriteInt64LittleEndian(target[QtyUnitOffset..], instrument.Qty.Unit);
        BinaryPrimitives.WriteInt32LittleEndian(target[QtyDecimalsOffset..], instrument.Qty.Decimals);
        BinaryPrimitives.WriteInt64LittleEndian(target[MultiplierOffset..], instrument.Multiplier);
    }

    /// <exception cref="ArgumentException">The bytes do not describe an instrument.</exception>
    /// <exception cref="OverflowException">Its step of money is beyond 64 bits.</exception>
    public static Instrument Read(int instrumentIndex, ReadOnlySpan<byte> source) => new(
        instrumentIndex,
        ReadText(source[SymbolOffset..VenueSymbolOffset]),
        ReadText(source[VenueSymbolOffset..CurrencyOffset]),
        ReadText(source[CurrencyOffset..PriceUnitOffset]),
        ReadScale(source[PriceUnitOffset..], PriceDecimalsOffset - PriceUnitOffset),
        ReadScale(source[QtyUnitOffset..], QtyDecimalsOffset - QtyUnitOffset),
        BinaryPrimitives.ReadInt64LittleEndian(source[MultiplierOffset..]));

    /// <summary>Adds the name of the feed that carries the instrument.</summary>
    /// <exception cref="ArgumentException">It is too long for its field.</exception>
    public static void WriteFeed(string feedName, Span<byte> target) =>
        WriteText(feedName, target[FeedOffset..EndOffset]);

    /// <summary>The name of the feed; empty where none was told.</summary>
    public static string ReadFeed(ReadOnlySpan<byte> source) => ReadText(source[FeedOffset..EndOffset]);

    /// <summary>Writes a name into a field of zeros.</summary>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public static void WriteText(string text, Span<byte> target)
    {
        if (!Encoding.UTF8.TryGetBytes(text, target, out _))
        {
            throw new ArgumentException(
                $"name is too long for the telemetry file: name={text}, sizeBytesMax={target.Length}; shorten it");
        }
    }

    /// <summary>A name without its padding.</summary>
    public static string ReadText(ReadOnlySpan<byte> source) => Encoding.UTF8.GetString(source.TrimEnd((byte)0));

    private static DecimalScale ReadScale(ReadOnlySpan<byte> source, int decimalsOffset) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadInt32LittleEndian(source[decimalsOffset..]));
}
