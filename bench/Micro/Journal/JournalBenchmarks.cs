using System;
using System.IO;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Micro.Journal;

/// <summary>
/// Cost of appending a record to the mapped journal and of reading it back. Gate: 0 bytes allocated. Time is reported,
/// not gated: it depends on the machine. Every byte of every record is written and read.
/// </summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int RecordsPerInvoke = 16_384; // 2 MiB, a quarter of what is kept prepared.

    private readonly byte[] _record = new byte[JournalFormat.RecordSizeBytes];
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "lle-bench-" + Guid.NewGuid().ToString("N"));
    private JournalWriter? _writer;
    private JournalReader? _reader;

    [GlobalSetup]
    public void Open()
    {
        new Random(Seed: 42).NextBytes(_record);
        var options = new JournalOptions(
            _folder,
            JournalOptions.DefaultSegmentSizeBytes,
            JournalMode.Process,
            InstrumentTableHash: 1,
            EngineBuild: "bench");
        _writer = JournalWriter.Open(options, out _);
        Append();
        _reader = JournalReader.Open(_folder);
    }

    [GlobalCleanup]
    public void Close()
    {
        _reader?.Dispose();
        _writer?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// Room is made by the journal's own thread between the invocations, as between bursts of a market.
    /// </summary>
    [IterationSetup(Target = nameof(Append))]
    public void WaitForRoom()
    {
        if (!_writer!.TryWaitForRoom(RecordsPerInvoke, TimeSpan.FromSeconds(60)))
            throw new InvalidOperationException(_writer.Failure?.Message ?? "no room within a minute");
    }

    [Benchmark(OperationsPerInvoke = RecordsPerInvoke)]
    public long Append()
    {
        for (int i = 0; i < RecordsPerInvoke; i++)
            _writer!.Append(_record);

        return _writer!.NextSequence;
    }

    [IterationSetup(Target = nameof(Read))]
    public void Rewind()
    {
        _reader!.Dispose();
        _reader = JournalReader.Open(_folder);
    }

    [Benchmark(OperationsPerInvoke = RecordsPerInvoke)]
    public long Read()
    {
        for (int i = 0; i < RecordsPerInvoke; i++)
            _reader!.TryRead(_record);

        return _reader!.NextSequence;
    }
}
