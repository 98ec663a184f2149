using System;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>Turns one content of a file into records, a row at a time.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>Reads the next row into <paramref name="batch"/>, which may stay empty; false after the last.</summary>
    /// <exception cref="System.IO.InvalidDataException">The content is damaged or cut off.</exception>
    bool TryReadRow(RecordBatch batch);
}
