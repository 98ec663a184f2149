using System;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// The fields of one format. Each known key has a letter (the venue's own short key where there is one), so that a set
/// of fields is one 64-bit word.
/// </summary>
internal interface IFieldReader
{
    /// <summary>Fields that are read; each may occur once. The rest is skipped.</summary>
    static abstract ulong Known { get; }

    /// <summary>Fields without which the frame is malformed.</summary>
    static abstract ulong Required { get; }

    /// <summary>Letter of a key; anything that is not known for a key that is not.</summary>
    static abstract byte LetterOf(ReadOnlySpan<byte> key);

    /// <summary>Reads the value of a known field.</summary>
    FrameVerdict ReadField(ref JsonCursor cursor, byte letter);
}
