using System;
using System.IO;
using System.Text;

namespace LowLatencyEngine.Console.Journal;

/// <summary>
/// Standard output for many lines: one write for many of them instead of one for each. To be flushed before waiting.
/// </summary>
internal sealed class DataStream : IDisposable
{
    private const int BufferSizeBytes = 64 << 10;

    private readonly StreamWriter _writer = new(
        System.Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSizeBytes);

    public void Write(string line)
    {
        _writer.Write(line);
        _writer.Write('\n');
    }

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();
}
