using System;
using System.IO;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>A data file that cannot be read on: names the file, the line and what to do.</summary>
public sealed class DataFileException(string message, Exception? cause = null) : IOException(message, cause);
