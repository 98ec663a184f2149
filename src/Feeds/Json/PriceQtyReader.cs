namespace LowLatencyEngine.Feeds.Json;

/// <summary>A level as an object: <c>{"price":1.5,"qty":2}</c>.</summary>
internal struct PriceQtyReader : IFieldReader
{
    public WrittenDecimal Price;
    public WrittenDecimal Qty;

    public static FieldTable Fields { get; } = new("p=price q=qty");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter) => FieldWalk.VerdictOf(
        letter == (byte)'p' ? cursor.TryReadDecimal(out Price) : cursor.TryReadDecimal(out Qty));
}
