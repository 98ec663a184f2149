using System.IO;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>A file of bars that cannot be read on: names the file, the line, the field and its value.</summary>
public sealed class BarFileException(string message) : IOException(message);
