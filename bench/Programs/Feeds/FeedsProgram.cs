using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.Feeds;

/// <summary>
/// Market data in: processor time of one frame of each venue and kind through its decoder, and of one change of a
/// book. Beside it the framework's Utf8JsonReader, which walks over the same frames and converts nothing.
/// </summary>
public sealed class FeedsProgram : IBenchProgram
{
    private const int PassCount = 12;
    private const int BookPassCount = 4;
    private const double FixedNs = 60; // Of a frame of levels, beside which each level has its own bar.

    private readonly Lazy<List<FrameKind>> _kinds = new(FrameKinds.All);
    private readonly Lazy<BookWork> _books = new(() => new BookWork());

    /// <inheritdoc/>
    public string Name => "feeds";

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        var figures = new Figures();
        var section = new HotSection();
        long eventCount = 0;
        OnHotCore(cores, () =>
        {
            foreach (FrameKind kind in _kinds.Value)
            {
                double[] timesNs = TimesNs(kind, Decoding(kind), section);
                figures.Add(kind.Name + "Ns", Median(timesNs));
                if (kind.LevelCounts.All(count => count > 0))
                    figures.Add(kind.Name + "LevelNs", Median(PerLevel(timesNs, kind.LevelCounts)));

                eventCount += (long)PassCount * kind.Frames.Length;
            }

            eventCount += MeasureBooks(figures, section);
        });
        figures.Add("recordedKindCount", _kinds.Value.Count(kind => kind.IsRecorded));
        return new RunResult(figures, eventCount, section.AllocatedBytes, section.CollectionCount);
    }

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores)
    {
        var figures = new Figures();
        OnHotCore(cores, () =>
        {
            foreach (FrameKind kind in _kinds.Value)
                figures.Add(kind.Name + "Ns", Median(TimesNs(kind, Walk, new HotSection())));
        });
        return figures;
    }

    private static void OnHotCore(BenchCores cores, Action work)
    {
        var thread = new BenchThread("bench-feeds", cores.Hot, work);
        thread.Start();
        thread.Join();
    }

    private static Func<byte[], int> Decoding(FrameKind kind)
    {
        var batch = new EventBatch(FrameKind.EventsMax);
        return frame =>
        {
            batch.Clear();
            return (int)kind.Decode(frame, batch);
        };
    }

    private static int Walk(byte[] frame)
    {
        int tokenCount = 0;
        var reader = new Utf8JsonReader(frame);
        while (reader.Read())
            tokenCount++;

        return tokenCount;
    }

    /// <summary>Processor time of a frame, batch by batch and pass by pass.</summary>
    private static double[] TimesNs(FrameKind kind, Func<byte[], int> work, HotSection section)
    {
        int batchCount = kind.Frames.Length / FrameKind.BatchSize;
        var timesNs = new double[PassCount * batchCount];
        long sum = 0;
        section.Begin();
        for (int i = 0; i < timesNs.Length; i++)
        {
            ReadOnlySpan<byte[]> batch =
                kind.Frames.AsSpan(i % batchCount * FrameKind.BatchSize, FrameKind.BatchSize);
            long beginNs = ThreadCpuTime.NowNs;
            foreach (byte[] frame in batch)
                sum += work(frame);

            timesNs[i] = (ThreadCpuTime.NowNs - beginNs) / (double)FrameKind.BatchSize;
        }

        section.End();
        if (sum < timesNs.Length)
            throw new InvalidOperationException($"nothing was read: kind={kind.Name}");

        return timesNs;
    }

    /// <summary>What a level costs over the fixed part of its frame.</summary>
    private static double[] PerLevel(double[] timesNs, double[] levelCounts)
    {
        var costsNs = new double[timesNs.Length];
        for (int i = 0; i < costsNs.Length; i++)
            costsNs[i] = (timesNs[i] - FixedNs) / levelCounts[i % levelCounts.Length];

        return costsNs;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    private long MeasureBooks(Figures figures, HotSection section)
    {
        BookWork books = _books.Value;
        figures.Add("bookChangeNearTouchNs", PassNs(books.ChangeLevels, () => { }, section) / books.LevelChangeCount);
        figures.Add("byOrderChangeNs", PassNs(books.ChangeOrders, books.ClearOrders, section) / books.OrderChangeCount);
        return (long)BookPassCount * (books.LevelChangeCount + books.OrderChangeCount);
    }

    private static double PassNs(Action work, Action between, HotSection section)
    {
        var timesNs = new double[BookPassCount];
        for (int i = 0; i < timesNs.Length; i++)
        {
            between();
            section.Begin();
            long beginNs = ThreadCpuTime.NowNs;
            work();
            timesNs[i] = ThreadCpuTime.NowNs - beginNs;
            section.End();
        }

        return Median(timesNs);
    }
}
