using System;
using System.Buffers.Binary;
using System.IO;

namespace LowLatencyEngine.Journal.Standby;

/// <summary>
/// A number that rises with each promotion, kept durably in <c>fencing.token</c>. An engine sends orders only while its
/// token is the newest it has heard of; a primary that meets a newer one has been replaced. Set-up code; one thread.
/// </summary>
public sealed class FencingToken
{
    public const string FileName = "fencing.token";

    private const int SizeBytes = 16; // Token, CRC-32C of it, zeros.

    private readonly string _path;

    private FencingToken(string path, long value)
    {
        _path = path;
        Value = value;
    }

    /// <summary>Newest token this folder has held or heard of; 0 where there was none.</summary>
    public long Value { get; private set; }

    /// <exception cref="JournalException">The file is damaged: guessing could let two engines trade.</exception>
    public static FencingToken Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new FencingToken(path, value: 0);

        byte[] bytes = File.ReadAllBytes(path);
        bool isGood = bytes.Length == SizeBytes &&
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)) == RecordChain.Crc32C(bytes.AsSpan(0, 8));
        return isGood
            ? new FencingToken(path, BinaryPrimitives.ReadInt64LittleEndian(bytes))
            : throw new JournalException(
                $"fencing token is damaged: file={path}; find out which engine trades, then delete the file here");
    }

    /// <summary>
    /// Keeps a newer token; returns when it is on stable storage. An older or equal one changes nothing.
    /// </summary>
    /// <exception cref="JournalException">The disk failed; the token does not count as kept.</exception>
    public void Raise(long value)
    {
        if (value <= Value)
            return;

        Span<byte> bytes = stackalloc byte[SizeBytes];
        bytes.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], RecordChain.Crc32C(bytes[..8]));
        string temporary = _path + SegmentName.PreparingExtension;
        File.Delete(temporary);
        ThrowOn(LinuxStorage.Instance.Create(SegmentName.ToNative(temporary), out int descriptor), "open");
        int error = LinuxStorage.Instance.Write(descriptor, bytes, offset: 0);
        error = error == 0 ? LinuxStorage.Instance.Sync(descriptor) : error;
        LinuxStorage.Close(descriptor);
        ThrowOn(error, "fdatasync");
        File.Move(temporary, _path, overwrite: true);
        ThrowOn(LinuxStorage.SyncFolder(SegmentName.ToNative(Path.GetDirectoryName(_path)!)), "fsync");
        Value = value;
    }

    private void ThrowOn(int error, string operation)
    {
        if (error != 0)
            throw new JournalException(JournalFailure.Of(operation, _path, error).Message);
    }
}
