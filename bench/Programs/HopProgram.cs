using System;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs;

/// <summary>
/// An event of 128 bytes there and back over two rings, both sides spinning: half of the round trip is a hop. Beside
/// it the bare cache line that the C program hands over.
/// </summary>
public sealed class HopProgram : IBenchProgram
{
    private const int CapacitySlots = 1_024;
    private const int TripCount = 400_000;

    private readonly long[] _roundTripsNs = new long[TripCount];

    /// <inheritdoc/>
    public string Name => "hop";

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores) => RawProgram.TryRun("hop", TripCount, cores.Near, cores.Hot);

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        using var there = RingBuffer<RingEvent128>.CreateSingleProducer(CapacitySlots);
        using var back = RingBuffer<RingEvent128>.CreateSingleProducer(CapacitySlots);
        EventPoller<RingEvent128> atOther = there.NewPoller();
        there.AddGatingSequence(atOther.Sequence);
        EventPoller<RingEvent128> atHome = back.NewPoller();
        back.AddGatingSequence(atHome.Sequence);

        var otherSection = new HotSection();
        var homeSection = new HotSection();
        var other = new BenchThread("bench-other", cores.Hot, () => Answer(atOther, back, otherSection));
        var home = new BenchThread("bench-home", cores.Near, () => Ask(there, atHome, homeSection));
        other.Start();
        home.Start();
        home.Join();
        other.Join();

        Array.Sort(_roundTripsNs);
        Figures figures = new Figures()
            .Add("p50Ns", Percentile(50) / 2.0)
            .Add("p99Ns", Percentile(99) / 2.0)
            .Add("p99_9Ns", Percentile(99.9) / 2.0);
        return new RunResult(
            figures,
            2L * TripCount,
            otherSection.AllocatedBytes + homeSection.AllocatedBytes,
            homeSection.CollectionCount);
    }

    private static void Answer(EventPoller<RingEvent128> poller, RingBuffer<RingEvent128> back, HotSection section)
    {
        section.Begin();
        var echo = new EchoStage(back);
        for (int answered = 0; answered < TripCount;)
            answered += poller.Poll(ref echo, 1);

        section.End();
    }

    private long Percentile(double percent) => _roundTripsNs[(int)(TripCount * percent / 100)];

    private void Ask(RingBuffer<RingEvent128> there, EventPoller<RingEvent128> poller, HotSection section)
    {
        section.Begin();
        var check = default(CheckStage);
        for (int trip = 0; trip < TripCount; trip++)
        {
            long startNs = Ticks.NowNs;
            long sequence = there.Next();
            RingEvent128.Write(ref there[sequence], trip);
            there.Publish(sequence);
            while (poller.Poll(ref check, 1) == 0)
            {
                // Spins: the other side has a core of its own.
            }

            _roundTripsNs[trip] = Ticks.NowNs - startNs;
        }

        section.End();
        if (check.Sum != 16L * TripCount * (TripCount - 1) / 2 + 120L * TripCount)
            throw new InvalidOperationException($"an event was lost or changed on its way: sum={check.Sum}");
    }

    private readonly struct EchoStage(RingBuffer<RingEvent128> back) : IStage<RingEvent128>
    {
        public void OnEvent(ref RingEvent128 slot, long sequence, bool endOfBatch)
        {
            long high = back.Next();
            back[high] = slot;
            back.Publish(high);
        }
    }

    private struct CheckStage : IStage<RingEvent128>
    {
        public long Sum { get; private set; }

        public void OnEvent(ref RingEvent128 slot, long sequence, bool endOfBatch) =>
            Sum += RingEvent128.Read(ref slot);
    }
}
