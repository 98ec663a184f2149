using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.FixEngine;

/// <summary>
/// The FIX engine: reading and writing one message in processor time of the thread, a session's inbound path with its
/// store on disk, and orders there and reports back over loopback with both sides spinning. Beside it libquickfix on
/// the same work, where it is installed, and bare sockets.
/// </summary>
public sealed class FixProgram : IBenchProgram
{
    private const int MessageCount = 200_000;
    private const int InboundBatchCount = 500;
    private const int InboundBatchSize = 100; // As many as fit the peer's output.
    private const int TripCount = 20_000;
    private const int WindowedCount = 200_000;
    private const int OrderSizeBytes = 178;
    private const int ReportSizeBytes = 269;

    /// <inheritdoc/>
    public string Name => "fix";

    /// <inheritdoc/>
    public RunResult Run(BenchCores cores)
    {
        var figures = new Figures();
        var section = new HotSection();
        var thread = new BenchThread("bench-fix", cores.Hot, () =>
        {
            MeasureCodec(figures, section);
            MeasureInbound(figures, section);
        });
        thread.Start();
        thread.Join();
        using var trips = new FixRoundTrips(cores);
        trips.Measure(TripCount, WindowedCount, figures, section);
        return new RunResult(
            figures,
            3L * MessageCount + InboundBatchCount * InboundBatchSize + TripCount + WindowedCount,
            section.AllocatedBytes,
            section.CollectionCount);
    }

    /// <inheritdoc/>
    public Figures? RunRaw(BenchCores cores)
    {
        Figures? sockets = RawProgram.TryRun(
            "socket", TripCount, OrderSizeBytes, ReportSizeBytes, cores.Near, cores.Hot);
        if (sockets is null)
            return null;

        Figures raw = new Figures().Add("roundTripP50Us", sockets["p50Us"]).Add("roundTripP99Us", sockets["p99Us"]);
        return AddLibQuickFix(raw);
    }

    private static Figures AddLibQuickFix(Figures raw)
    {
        string path = Path.Combine(Path.GetTempPath(), $"lle-bench-{Guid.NewGuid():N}.fix");
        try
        {
            File.WriteAllBytes(path, FixMessages.Report(msgSeqNum: 1234));
            if (RawProgram.TryRunJson("quickfix_bench", "codec", path) is not { Count: > 0 } codec)
                return raw;

            if (QuickFixWindow.TryMeasure() is { } perSecond)
                raw.Add("window1000RoundTripsPerSecond", perSecond);

            return raw.Add("parseNs", codec["parseAndChecksum"])
                .Add("parseAndReadTenNs", codec["parseAndReadTen"])
                .Add("encodeOrderNs", codec["encodeNewOrderSingle"])
                .Add("sessionInboundNs", codec["parseAndChecksum"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void MeasureCodec(Figures figures, HotSection section)
    {
        byte[] report = FixMessages.Report(msgSeqNum: 1234);
        var scanner = new FixScanner();
        var target = new byte[512];
        long sum = 0;
        figures.Add("parseNs", PerMessage(section, () => sum += FixMessages.Parse(scanner, report)))
            .Add("parseAndReadTenNs", PerMessage(section, () => sum += FixMessages.ParseAndReadTen(scanner, report)))
            .Add("encodeOrderNs", PerMessage(section, () => sum += FixMessages.WriteOrder(target)));
        if (sum == 0)
            throw new InvalidOperationException("nothing was read or written");
    }

    private static double PerMessage(HotSection section, Action work)
    {
        for (int i = 0; i < MessageCount / 10; i++)
            work();

        section.Begin();
        long startNs = ThreadCpuTime.NowNs;
        for (int i = 0; i < MessageCount; i++)
            work();

        long tookNs = ThreadCpuTime.NowNs - startNs;
        section.End();
        return (double)tookNs / MessageCount;
    }

    private static void MeasureInbound(Figures figures, HotSection section)
    {
        string path = Path.Combine(Path.GetTempPath(), $"lle-bench-{Guid.NewGuid():N}.seq");
        try
        {
            using var store = new MappedSequenceStore(path);
            var pair = new FixSessionPair(store);
            var batches = new List<byte[]>();
            for (int i = 0; i < 2 * InboundBatchCount; i++)
                batches.Add(pair.WriteReports(InboundBatchSize));

            List<byte[]> measured = batches[InboundBatchCount..];
            long taken = Take(pair, batches[..InboundBatchCount]);
            section.Begin();
            long startNs = ThreadCpuTime.NowNs;
            taken += Take(pair, measured);
            long tookNs = ThreadCpuTime.NowNs - startNs;
            section.End();
            if (taken != 2L * InboundBatchCount * InboundBatchSize)
                throw new InvalidOperationException($"a session lost messages: taken={taken}");

            figures.Add("sessionInboundNs", (double)tookNs / (InboundBatchCount * InboundBatchSize));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static long Take(FixSessionPair pair, List<byte[]> batches)
    {
        long taken = 0;
        foreach (byte[] batch in batches)
            taken += pair.Take(batch);

        return taken;
    }
}
