using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>
/// A file on its way: chunks are appended to NAME.part and noted, with their hash, in NAME.state; the whole is renamed
/// to NAME. Whatever moment the process dies at, opening again finds the chunks that are whole and cuts off the rest,
/// so that the file comes out the same. Power loss may cost chunks but gives no wrong bytes: every chunk is read back
/// against its hash. One thread.
/// </summary>
/// <remarks>
/// <code>
///  write chunk to .part, sync -> append "length sha256 nextCursor isLast" to .state, sync -> ...
///  -> rename, delete state
///  a state line counts when it is whole and the bytes of .part have its hash
/// </code>
/// </remarks>
internal sealed class PartFile : IDisposable
{
    private const int LineCellCount = 4;

    private readonly string _path;
    private readonly IFileFaults _faults;
    private readonly FileStream _part;
    private readonly FileStream? _state;

    /// <param name="path">Of the whole file.</param>
    /// <param name="firstCursor">Where the first chunk begins.</param>
    /// <param name="faults">Told of every change before it is made.</param>
    public PartFile(string path, long firstCursor, IFileFaults faults)
    {
        _path = path;
        _faults = faults;
        NextCursor = firstCursor;
        _part = new FileStream(PartPath(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
        try
        {
            _state = new FileStream(StatePath(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
            Recover();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the next chunk begins.</summary>
    public long NextCursor { get; private set; }

    /// <summary>The last chunk is there.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Bytes of whole chunks.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>Chunks that were there when it was opened.</summary>
    public int RecoveredCount { get; private set; }

    /// <summary>Appends a chunk for good.</summary>
    public void Append(in HistoryChunk chunk)
    {
        _part.Position = LengthBytes;
        Write(_part, chunk.Bytes.Span);
        RandomAccess.FlushToDisk(_part.SafeFileHandle);
        string hash = Convert.ToHexStringLower(SHA256.HashData(chunk.Bytes.Span));
        string line = $"{chunk.Bytes.Length} {hash} {chunk.NextCursor} {(chunk.IsLast ? 1 : 0)}\n";
        Write(_state!, Encoding.ASCII.GetBytes(line));
        RandomAccess.FlushToDisk(_state!.SafeFileHandle);
        Take(chunk.Bytes.Length, chunk.NextCursor, chunk.IsLast);
    }

    /// <summary>SHA-256 of the whole, lower case.</summary>
    public string Hash()
    {
        _part.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(_part));
    }

    /// <summary>Gives the whole its name.</summary>
    public void Complete()
    {
        Dispose();
        _faults.BeforeChange();
        File.Move(PartPath(_path), _path, overwrite: true);
        _faults.BeforeChange();
        File.Delete(StatePath(_path));
    }

    /// <summary>Throws away what is there: it is not what it should be.</summary>
    public void Discard()
    {
        Dispose();
        File.Delete(StatePath(_path)); // First: a part without a state begins anew.
        File.Delete(PartPath(_path));
    }

    /// <summary>Removes what a process that died after the rename left behind.</summary>
    public static void RemoveLeftovers(string path) => File.Delete(StatePath(path));

    public void Dispose()
    {
        _part.Dispose();
        _state?.Dispose(); // Null where the constructor could not open it.
    }

    private static string PartPath(string path) => path + ".part";

    private static string StatePath(string path) => path + ".state";

    private void Recover()
    {
        using var text = new StreamReader(_state!, Encoding.ASCII, false, 4_096, leaveOpen: true);
        long stateBytes = 0;
        foreach (string line in WholeLines(text.ReadToEnd()))
        {
            if (IsWhole || !TryTakeLine(line))
                break;

            stateBytes += line.Length + 1;
            RecoveredCount++;
        }

        _faults.BeforeChange();
        _part.SetLength(LengthBytes);
        _faults.BeforeChange();
        _state!.SetLength(stateBytes);
        _state.Position = stateBytes;
    }

    private static IEnumerable<string> WholeLines(string text)
    {
        int begin = 0;
        int end;
        while ((end = text.IndexOf('\n', begin)) >= 0)
        {
            yield return text[begin..end];
            begin = end + 1;
        }
    }

    private bool TryTakeLine(string line)
    {
        string[] cells = line.Split(' ');
        if (cells.Length != LineCellCount || !int.TryParse(cells[0], CultureInfo.InvariantCulture, out int length) ||
            length < 0 || LengthBytes + length > _part.Length ||
            !long.TryParse(cells[2], CultureInfo.InvariantCulture, out long nextCursor) || cells[3] is not ("0" or "1"))
            return false;

        var bytes = new byte[length];
        _part.Position = LengthBytes;
        _part.ReadExactly(bytes);
        if (cells[1] != Convert.ToHexStringLower(SHA256.HashData(bytes)))
            return false;

        Take(length, nextCursor, cells[3] == "1");
        return true;
    }

    private void Take(int length, long nextCursor, bool isLast)
    {
        LengthBytes += length;
        NextCursor = nextCursor;
        IsWhole = isLast;
    }

    private void Write(FileStream stream, ReadOnlySpan<byte> bytes)
    {
        int surviving = _faults.BeforeWrite(bytes.Length);
        stream.Write(bytes[..surviving]);
        _faults.BeforeChange();
    }
}
