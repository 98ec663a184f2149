namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// A key as it stood in a frame before, with what is around it: <c>,"key":</c>. A guess: where the same bytes stand in
/// the next frame it is the same key, and where they do not it is read letter by letter.
/// </summary>
internal struct ExpectedKey
{
    /// <summary>The first eight bytes, or all, of <see cref="LengthBytes"/>; the first lowest.</summary>
    public ulong Head;

    /// <summary>Which bits of the head count.</summary>
    public ulong HeadMask;

    /// <summary>The field in a set of fields; 0 for a key that is not known.</summary>
    public ulong Bit;

    /// <summary>With comma, quotes and colon; 0 where nothing is expected.</summary>
    public int LengthBytes;

    /// <summary>Letter of the key in its format; 0 where it is none that is known.</summary>
    public byte Letter;
}
