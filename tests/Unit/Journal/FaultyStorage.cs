using System;
using System.Collections.Generic;
using System.Threading;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>The real disk, until a call is told to fail. Failing calls do nothing else.</summary>
internal sealed class FaultyStorage : IStorage
{
    public const int IoError = 5;
    public const int TooManyFiles = 24;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;

    private readonly Dictionary<string, (int Error, int AfterCount)> _faults = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Lock _lock = new();

    /// <summary>
    /// Makes the operation fail from its call number <paramref name="afterCount"/> + 1 on, counted from now.
    /// </summary>
    public void Fail(string operation, int error, int afterCount = 0)
    {
        lock (_lock)
            _faults[operation] = (error, CountOf(operation) + afterCount);
    }

    /// <summary>Lets the operation succeed again.</summary>
    public void Heal(string operation)
    {
        lock (_lock)
            _faults.Remove(operation);
    }

    public int Create(ReadOnlySpan<byte> path, out int descriptor)
    {
        descriptor = -1;
        int error = Fault(nameof(Create));
        return error == 0 ? LinuxStorage.Instance.Create(path, out descriptor) : error;
    }

    public int Allocate(int descriptor, long sizeBytes) =>
        Fault(nameof(Allocate)) is int error and not 0 ? error : LinuxStorage.Instance.Allocate(descriptor, sizeBytes);

    public int Write(int descriptor, ReadOnlySpan<byte> bytes, long offset) =>
        Fault(nameof(Write)) is int error and not 0 ? error : LinuxStorage.Instance.Write(descriptor, bytes, offset);

    public int Sync(int descriptor) =>
        Fault(nameof(Sync)) is int error and not 0 ? error : LinuxStorage.Instance.Sync(descriptor);

    public int Populate(nint address, long sizeBytes) =>
        Fault(nameof(Populate)) is int error and not 0 ? error : LinuxStorage.Instance.Populate(address, sizeBytes);

    /// <summary>What the disk claims to have left; null for the truth.</summary>
    public long? FreeBytes { get; set; }

    public int MeasureFree(ReadOnlySpan<byte> path, out long freeBytes)
    {
        freeBytes = 0;
        int error = Fault(nameof(MeasureFree));
        if (error != 0)
            return error;

        error = LinuxStorage.Instance.MeasureFree(path, out freeBytes);
        freeBytes = FreeBytes ?? freeBytes;
        return error;
    }

    public int OpenNull(Span<int> descriptors)
    {
        descriptors.Fill(-1);
        int error = Fault(nameof(OpenNull));
        return error == 0 ? LinuxStorage.Instance.OpenNull(descriptors) : error;
    }

    /// <summary>Calls so far, failed ones included.</summary>
    public int CountOf(string operation)
    {
        lock (_lock)
            return _counts.GetValueOrDefault(operation);
    }

    private int Fault(string operation)
    {
        lock (_lock)
        {
            int count = _counts[operation] = _counts.GetValueOrDefault(operation) + 1;
            bool isFaulty = _faults.TryGetValue(operation, out (int Error, int AfterCount) fault);
            return isFaulty && count > fault.AfterCount ? fault.Error : 0;
        }
    }
}
