using System;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Micro.Ring;

/// <summary>
/// Cost of an event's way through the ring on one thread: claim, write all bytes, publish, poll, read all bytes. No
/// hand- over between cores is in it; that is the pipeline run's figure. Gate: 0 bytes allocated.
/// </summary>
[MemoryDiagnoser]
public class RingBenchmarks
{
    private const int EventsPerInvoke = 1_024; // Fills the ring once; 128 KiB at most, so it stays in L2.

    private Exchange<Event64>? _small;
    private Exchange<Event128>? _large;

    [Params(64, 128)]
    public int EventSizeBytes { get; set; }

    [Params(1, 16)]
    public int BatchSlots { get; set; }

    [Params(false, true)]
    public bool IsMultiProducer { get; set; }

    [GlobalSetup]
    public void CreateRing()
    {
        _small = EventSizeBytes == Event64.SizeBytes ? new Exchange<Event64>(IsMultiProducer, EventsPerInvoke) : null;
        _large = EventSizeBytes == Event128.SizeBytes ? new Exchange<Event128>(IsMultiProducer, EventsPerInvoke) : null;
    }

    [GlobalCleanup]
    public void FreeRing()
    {
        _small?.Dispose();
        _large?.Dispose();
    }

    [Benchmark(OperationsPerInvoke = EventsPerInvoke)]
    public long PublishThenPoll() => _small is not null
        ? _small.PublishThenPoll(EventsPerInvoke, BatchSlots)
        : _large!.PublishThenPoll(EventsPerInvoke, BatchSlots);
}

/// <summary>An event of 64 bytes.</summary>
[InlineArray(SizeBytes / sizeof(long))]
public struct Event64
{
    public const int SizeBytes = 64;

    private long _first;
}

/// <summary>An event of 128 bytes.</summary>
[InlineArray(SizeBytes / sizeof(long))]
public struct Event128
{
    public const int SizeBytes = 128;

    private long _first;
}

/// <summary>Reads every word of every event.</summary>
internal struct SummingStage<T> : IStage<T>
    where T : unmanaged
{
    public long Sum { get; private set; }

    public void OnEvent(ref T slot, long sequence, bool endOfBatch)
    {
        long sum = 0;
        foreach (long word in System.Runtime.InteropServices.MemoryMarshal.Cast<T, long>(new ReadOnlySpan<T>(in slot)))
            sum += word;

        Sum += sum;
    }
}
