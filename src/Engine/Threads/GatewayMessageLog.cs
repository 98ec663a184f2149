using System;
using System.IO;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MessageLog;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Every FIX message of one session, in files beside the journal that `lle fix decode` reads. The session's thread
/// copies into memory and goes on; <see cref="Drain"/> writes, on a housekeeping thread. Bounded: a full file is
/// followed by a new one and the oldest goes. A log that cannot be written is said once and never stops trading.
/// </summary>
internal sealed class GatewayMessageLog : IFixMessageTap, IDisposable
{
    private const int BufferSizeBytes = 4 << 20;
    private const string Extension = ".fixlog";

    private readonly MessageLogBuffer _buffer = new(BufferSizeBytes);
    private readonly string _folder;
    private readonly string _name;
    private readonly Limits _limits;
    private readonly Action<string> _say;
    private FileStream? _file;
    private MessageLogWriter? _writer;
    private int _fileNumber;
    private bool _hasFailed;

    /// <param name="folder">Of the journal; it exists.</param>
    /// <param name="name">Of the session: files are NAME-000001.fixlog and so on.</param>
    /// <param name="limits">How much is kept.</param>
    /// <param name="say">Takes a line for the operator.</param>
    public GatewayMessageLog(string folder, string name, Limits limits, Action<string> say)
    {
        _folder = folder;
        _name = name;
        _limits = limits;
        _say = say;
        foreach (string path in Directory.GetFiles(folder, $"{name}-*{Extension}"))
        {
            if (int.TryParse(Path.GetFileNameWithoutExtension(path)[(name.Length + 1)..], out int number))
                _fileNumber = Math.Max(_fileNumber, number);
        }
    }

    /// <inheritdoc/>
    public void OnReceived(ReadOnlySpan<byte> message, long nowNs) =>
        _buffer.TryAppend(MessageDirection.Received, message, nowNs);

    /// <inheritdoc/>
    public void OnSent(ReadOnlySpan<byte> message, long nowNs) =>
        _buffer.TryAppend(MessageDirection.Sent, message, nowNs);

    /// <summary>Writes what is there. One housekeeping thread at a time.</summary>
    public void Drain()
    {
        if (_hasFailed)
            return; // The buffer fills up and counts what it loses.

        try
        {
            if (_file is null || _file.Position >= _limits.FileSizeBytes)
                OpenNext();

            _writer!.Drain();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _hasFailed = true;
            _say($"FIX messages are not written down any more: log={_name}, error={e.Message}; trading goes on");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Drain();
        _file?.Dispose();
    }

    private void OpenNext()
    {
        _file?.Dispose();
        _fileNumber++;
        _file = new FileStream(
            PathOf(_fileNumber), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _writer = new MessageLogWriter(_buffer, _file);
        File.Delete(PathOf(_fileNumber - _limits.FileCount));
    }

    private string PathOf(int number) => Path.Combine(_folder, $"{_name}-{number:D6}{Extension}");

    /// <summary>How much is kept.</summary>
    /// <param name="FileSizeBytes">A file that has reached it is followed by a new one.</param>
    /// <param name="FileCount">Newest files kept.</param>
    public sealed record Limits(long FileSizeBytes = 64L << 20, int FileCount = 16);
}
