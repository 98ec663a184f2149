using System;
using System.IO;
using System.Threading;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs;

/// <summary>
/// The journal on the disk of the temporary folder: records appended in bursts with their room made between the bursts,
/// as between bursts of a market; commits to stable storage one after the other; a scan and a read of what was written.
/// Every byte is written and checked. Beside it: plain copies of 128 bytes into a mapping made ready the same way.
/// </summary>
public sealed class JournalProgram : IBenchProgram
{
    private const int BurstRecordCount = 16_384; // 2 MiB, a quarter of what the journal keeps prepared.
    private const int BurstCount = 96;
    private const int TimedBurstCount = 16;
    private const int CommitCount = 1_000;
    private const int ScanCount = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly byte[] _record = new byte[JournalFormat.RecordSizeBytes];
    private readonly long[] _latenciesNs = new long[TimedBurstCount * BurstRecordCount];
    private readonly long[] _commitsNs = new long[CommitCount];

    /// <inheritdoc/>
    public string Name => "journal";

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        new Random(Seed: 42).NextBytes(_record);
        var figures = new Figures();
        var section = new HotSection();
        string folder = Path.Combine(Path.GetTempPath(), $"lle-bench-journal-{Environment.ProcessId}");
        try
        {
            _ = CpuAffinity.TryPinCurrentThread(cores.Hot);
            Append(Path.Combine(folder, "process"), figures, section);
            Commit(Path.Combine(folder, "power"), figures, section);
            ReadBack(Path.Combine(folder, "process"), figures);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        return new RunResult(
            figures,
            (BurstCount + TimedBurstCount) * (long)BurstRecordCount + CommitCount,
            section.AllocatedBytes,
            section.CollectionCount);
    }

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores) => RawProgram.TryRun(
        "journal", BurstRecordCount, BurstCount, TimedBurstCount, cores.Hot);

    private static JournalWriter Open(string folder, JournalMode mode) => JournalWriter.Open(
        new JournalOptions(folder, JournalOptions.DefaultSegmentSizeBytes, mode, InstrumentTableHash: 1, "bench"),
        out _);

    private void Append(string folder, Figures figures, HotSection section)
    {
        using JournalWriter writer = Open(folder, JournalMode.Process);
        long[] burstsNs = new long[BurstCount];
        for (int burst = 0; burst < BurstCount; burst++)
        {
            WaitForRoom(writer);
            section.Begin();
            long startNs = Ticks.NowNs;
            for (int i = 0; i < BurstRecordCount; i++)
                writer.Append(_record);

            burstsNs[burst] = Ticks.NowNs - startNs;
            section.End();
        }

        // The median burst: on a busy machine the sum is the neighbours' figure.
        Array.Sort(burstsNs);
        figures.Add("millionRecordsPerSecond", BurstRecordCount * 1e3 / burstsNs[BurstCount / 2]);
        AppendOneByOne(writer, section);
        AddPercentiles(figures, "record", _latenciesNs);
    }

    // Each record between two looks at the clock: what a look costs by itself is in the figures, here and in the raw
    // limit's.
    private void AppendOneByOne(JournalWriter writer, HotSection section)
    {
        int index = 0;
        for (int burst = 0; burst < TimedBurstCount; burst++)
        {
            WaitForRoom(writer);
            section.Begin();
            for (int i = 0; i < BurstRecordCount; i++)
            {
                long startNs = Ticks.NowNs;
                writer.Append(_record);
                _latenciesNs[index++] = Ticks.NowNs - startNs;
            }

            section.End();
        }
    }

    private void Commit(string folder, Figures figures, HotSection section)
    {
        using JournalWriter writer = Open(folder, JournalMode.Power);
        WaitForRoom(writer);
        section.Begin();
        long beginNs = Ticks.NowNs;
        for (int i = 0; i < CommitCount; i++)
        {
            long startNs = Ticks.NowNs;
            long sequence = writer.NextSequence;
            writer.Append(_record);
            writer.RequestCommit();
            while (writer.DurableSequence < sequence && !writer.HasFailed)
                Thread.SpinWait(iterations: 8);

            _commitsNs[i] = Ticks.NowNs - startNs;
        }

        long totalNs = Ticks.NowNs - beginNs;
        section.End();
        if (writer.HasFailed)
            throw new InvalidOperationException(writer.Failure!.Message);

        figures.Add("commitsPerSecond", CommitCount * 1e9 / totalNs);
        AddPercentiles(figures, "commit", _commitsNs);
    }

    private void ReadBack(string folder, Figures figures)
    {
        const long expected = (BurstCount + TimedBurstCount) * (long)BurstRecordCount;
        long bestNs = long.MaxValue;
        for (int i = 0; i < ScanCount; i++)
        {
            long startNs = Ticks.NowNs;
            JournalReport report = JournalScan.Verify(folder);
            bestNs = Math.Min(bestNs, Ticks.NowNs - startNs);
            if (!report.Ok || report.Records != expected)
                throw new InvalidOperationException($"the journal is not what was written: {report}");
        }

        figures.Add("scanMillionRecordsPerSecond", expected * 1e3 / bestNs);
        using JournalReader reader = JournalReader.Open(folder);
        long readStartNs = Ticks.NowNs;
        while (reader.TryRead(_record))
        {
        }

        long readNs = Ticks.NowNs - readStartNs;
        if (reader.NextSequence != expected + 1)
            throw new InvalidOperationException($"records are missing: nextSequence={reader.NextSequence}");

        figures.Add("readMillionRecordsPerSecond", expected * 1e3 / readNs);
    }

    private static void WaitForRoom(JournalWriter writer)
    {
        if (!writer.TryWaitForRoom(BurstRecordCount, Patience))
            throw new InvalidOperationException(writer.Failure?.Message ?? "the journal makes no room");
    }

    private static void AddPercentiles(Figures figures, string name, long[] latenciesNs)
    {
        Array.Sort(latenciesNs);
        figures.Add(name + "P50Ns", latenciesNs[latenciesNs.Length / 2]);
        figures.Add(name + "P99Ns", latenciesNs[latenciesNs.Length - 1 - latenciesNs.Length / 100]);
        figures.Add(name + "P999Ns", latenciesNs[latenciesNs.Length - 1 - latenciesNs.Length / 1_000]);
        figures.Add(name + "MaxNs", latenciesNs[^1]);
    }
}
