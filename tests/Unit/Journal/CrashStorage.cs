using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>
/// A disk that forgets: what was not synced when the power fails is there or not, sector by sector, in any order and
/// whatever wrote it, a call or a mapping. Works on real files and remembers what each held at its last sync.
/// </summary>
internal sealed class CrashStorage : IStorage
{
    private const int SectorBytes = 512;

    private readonly Dictionary<string, byte[]> _durable = [];
    private readonly Lock _lock = new();

    public int Create(ReadOnlySpan<byte> path, out int descriptor)
    {
        lock (_lock)
            return LinuxStorage.Instance.Create(path, out descriptor);
    }

    public int Allocate(int descriptor, long sizeBytes)
    {
        lock (_lock)
            return LinuxStorage.Instance.Allocate(descriptor, sizeBytes);
    }

    public int Write(int descriptor, ReadOnlySpan<byte> bytes, long offset)
    {
        lock (_lock)
            return LinuxStorage.Instance.Write(descriptor, bytes, offset);
    }

    public int Sync(int descriptor)
    {
        lock (_lock)
        {
            string link = $"/proc/self/fd/{descriptor}";
            _durable[KeyOf(new FileInfo(link).LinkTarget!)] = File.ReadAllBytes(link);
            return 0;
        }
    }

    public int Populate(nint address, long sizeBytes) => LinuxStorage.Instance.Populate(address, sizeBytes);

    public int MeasureFree(ReadOnlySpan<byte> path, out long freeBytes) =>
        LinuxStorage.Instance.MeasureFree(path, out freeBytes);

    public int OpenNull(Span<int> descriptors) => LinuxStorage.Instance.OpenNull(descriptors);

    /// <summary>
    /// What the disk holds when the power fails now. The appending thread calls it, so nothing is appended meanwhile.
    /// </summary>
    public TempJournal CutPower(TempJournal journal, Random random)
    {
        var left = new TempJournal();
        lock (_lock)
        {
            foreach (string path in journal.Segments)
            {
                // A file system keeps its names in a journal of its own: the newest are lost, never one before another.
                bool hasName = _durable.TryGetValue(KeyOf(path), out byte[]? durable) || random.Next(2) == 0;
                if (!hasName)
                    break;

                byte[] cached = File.ReadAllBytes(path);
                string target = Path.Combine(left.Folder, Path.GetFileName(path));
                File.WriteAllBytes(target, Mix(durable ?? [], cached, random));
            }
        }

        return left;
    }

    // How much of the unsynced survives differs from crash to crash: nothing, all, or some of it.
    private static byte[] Mix(byte[] durable, byte[] cached, Random random)
    {
        byte[] mixed = new byte[cached.Length];
        durable.AsSpan(0, Math.Min(durable.Length, cached.Length)).CopyTo(mixed);
        int survivalPercent = random.Next(3) switch { 0 => 0, 1 => 100, _ => random.Next(101) };
        for (int offset = 0; offset < cached.Length; offset += SectorBytes)
        {
            if (random.Next(100) < survivalPercent)
                cached.AsSpan(offset, SectorBytes).CopyTo(mixed.AsSpan(offset));
        }

        return mixed;
    }

    // The name that the file gets when it is ready.
    private static string KeyOf(string path) =>
        Path.GetFileName(path).Replace(SegmentName.PreparingExtension, "", StringComparison.Ordinal);
}
