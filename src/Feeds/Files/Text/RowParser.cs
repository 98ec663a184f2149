using System;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>One text format: a row to records. Allocates nothing a row.</summary>
internal abstract class RowParser
{
    /// <summary>Adds what the row says; on another verdict than Ok what was added is thrown away.</summary>
    public abstract RowVerdict Parse(ReadOnlySpan<byte> row, RecordBatch batch);
}
