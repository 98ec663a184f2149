using System;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>A level as an object: <c>{"price":1.5,"qty":2}</c>.</summary>
internal struct PriceQtyReader : IFieldReader
{
    public WrittenDecimal Price;
    public WrittenDecimal Qty;

    public static ulong Known { get; } = FieldWalk.SetOf("pq"u8);

    public static ulong Required => Known;

    public static byte LetterOf(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("price"u8))
            return (byte)'p';

        return key.SequenceEqual("qty"u8) ? (byte)'q' : (byte)0;
    }

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter) => FieldWalk.VerdictOf(
        letter == (byte)'p' ? cursor.TryReadDecimal(out Price) : cursor.TryReadDecimal(out Qty));
}
