using System;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>A recording that cannot be read on: names the file and the line.</summary>
public sealed class RecordedFileException(string message, Exception? cause = null) : Exception(message, cause);
