namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// What is done with the fields of one format. Each known key has a letter (the venue's own short key where there is
/// one).
/// </summary>
internal interface IFieldReader
{
    /// <summary>The fields.</summary>
    static abstract FieldTable Fields { get; }

    /// <summary>Reads the value of a known field.</summary>
    FrameVerdict ReadField(ref JsonCursor cursor, byte letter);
}
