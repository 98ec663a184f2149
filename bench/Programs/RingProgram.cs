using System;
using System.Threading;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs;

/// <summary>
/// One producer, one consumer, each on its core: events of 64 and of 128 bytes, published one at a time and sixteen at
/// a time. Every byte is written and read; the sum of all words is checked.
/// </summary>
public sealed class RingProgram : IBenchProgram
{
    private const int CapacitySlots = 8_192;
    private const int EventCount = 5_000_000;

    private static readonly int[] Batches = [1, 16];

    /// <inheritdoc/>
    public string Name => "ring";

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        var figures = new Figures();
        var section = new HotSection();
        foreach (int batch in Batches)
        {
            RunOne<RingEvent64>(cores, batch, figures, section);
            RunOne<RingEvent128>(cores, batch, figures, section);
        }

        return new RunResult(figures, 4L * EventCount, section.AllocatedBytes, section.CollectionCount);
    }

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores)
    {
        var figures = new Figures();
        foreach (int batch in Batches)
        {
            foreach (int sizeBytes in (int[])[64, 128])
            {
                Figures? raw = RawProgram.TryRun(
                    "ring", CapacitySlots, sizeBytes, batch, EventCount, cores.Near, cores.Hot);
                if (raw is null)
                    return null;

                figures.Add(NameOf(sizeBytes, batch), raw["millionEventsPerSecond"]);
            }
        }

        return figures;
    }

    private static string NameOf(int sizeBytes, int batch) => $"bytes{sizeBytes}Batch{batch}MillionEventsPerSecond";

    private static void RunOne<T>(BenchCores cores, int batch, Figures figures, HotSection section)
        where T : unmanaged, IRingEvent<T>
    {
        const long eventCount = EventCount / 16 * 16;
        using var ring = RingBuffer<T>.CreateSingleProducer(CapacitySlots);
        using var begin = new Barrier(participantCount: 2);
        long startNs = 0, endNs = 0;
        var runner = new StageRunner<T, SumStage<T>, BatchSpinWait>(
            ring,
            ring.NewBarrier(),
            new SumStage<T>(eventCount - 1, () => endNs = Ticks.NowNs),
            default,
            new StageRunnerOptions
            {
                ThreadName = "bench-consumer",
                OnThreadStart = () =>
                {
                    _ = CpuAffinity.TryPinCurrentThread(cores.Hot);
                    begin.SignalAndWait();
                },
                OnFailure = failure => throw new InvalidOperationException(failure.ToString()),
            });
        ring.AddGatingSequence(runner.Sequence);
        runner.Start();
        var producer = new BenchThread("bench-producer", cores.Near, () =>
        {
            begin.SignalAndWait();
            startNs = Ticks.NowNs;
            section.Begin();
            Produce(ring, batch, eventCount);
            section.End();
        });
        producer.Start();
        producer.Join();
        runner.RequestStop(StopMode.Drain);
        if (!runner.Join(TimeSpan.FromMinutes(1)))
            throw new InvalidOperationException("the consumer did not end");

        CheckSum(T.SizeBytes / sizeof(long), eventCount, runner.Stage.Sum);
        figures.Add(NameOf(T.SizeBytes, batch), eventCount * 1e3 / (endNs - startNs));
    }

    private static void Produce<T>(RingBuffer<T> ring, int batch, long eventCount)
        where T : unmanaged, IRingEvent<T>
    {
        for (long published = 0; published < eventCount; published += batch)
        {
            long high = ring.Next(batch);
            for (long sequence = high - batch + 1; sequence <= high; sequence++)
                T.Write(ref ring[sequence], sequence);

            ring.Publish(high - batch + 1, high);
        }
    }

    private static void CheckSum(int wordCount, long eventCount, long sum)
    {
        long expected = wordCount * (eventCount * (eventCount - 1) / 2) + eventCount * wordCount * (wordCount - 1) / 2;
        if (sum != expected)
            throw new InvalidOperationException($"the ring lost or changed an event: sum={sum}, expected={expected}");
    }

    private struct SumStage<T>(long lastSequence, Action atEnd) : IStage<T>
        where T : unmanaged, IRingEvent<T>
    {
        public long Sum { get; private set; }

        public void OnEvent(ref T slot, long sequence, bool endOfBatch)
        {
            Sum += T.Read(ref slot);
            if (sequence == lastSequence)
                atEnd();
        }
    }
}
