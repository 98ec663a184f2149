using System;
using System.IO;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// Where one session of `lle fix accept` keeps its numbers and sent messages: in memory, or in two files of a folder,
/// named after the session, from which the next start goes on: after kill -9 too it has answered each message once.
/// </summary>
internal sealed class AcceptStore : IDisposable
{
    private const int SentMessagesKept = 16_384;
    private const int SentMessageSizeBytesMax = 1_024;

    private readonly JointSequenceStore? _sequenceFile;
    private readonly SentMessageFile? _messageFile;

    /// <exception cref="InvalidDataException">A file is not what its name says.</exception>
    /// <exception cref="IOException">A file cannot be opened, or the disk is full.</exception>
    public AcceptStore(string? folder, FixSessionOptions options)
    {
        if (folder is null)
        {
            Numbers = new MemorySequenceStore();
            Sent = new SentMessageRing(SentMessagesKept, SentMessageSizeBytesMax);
            return;
        }

        MakeFolder(folder);
        string path = Path.Combine(folder, NameOf(options));
        Numbers = _sequenceFile = new JointSequenceStore(path + ".sequences");
        try
        {
            Sent = _messageFile = new SentMessageFile(path + ".messages", SentMessagesKept, SentMessageSizeBytesMax);
        }
        catch
        {
            _sequenceFile.Dispose();
            throw;
        }
    }

    public IFixSequenceStore Numbers { get; }

    public IFixResendSource Sent { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sequenceFile?.Dispose();
        _messageFile?.Dispose();
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException e)
        {
            throw new IOException($"store's folder cannot be made: path={folder}; name one that can: {e.Message}", e);
        }
    }

    private static string NameOf(FixSessionOptions options)
    {
        string[] ids =
        [
            options.BeginString, options.SenderCompId, options.SenderSubId, options.SenderLocationId,
            options.TargetCompId, options.TargetSubId, options.TargetLocationId,
        ];
        string name = string.Join('-', Array.FindAll(ids, id => id.Length > 0));
        return string.Join('_', name.Split(Path.GetInvalidFileNameChars()));
    }
}
