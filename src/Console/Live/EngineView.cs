using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Live;

/// <summary>A telemetry file in words: decimals instead of ticks and lots. Allocates; reads only.</summary>
internal sealed class EngineView(TelemetryReader reader)
{
    public TelemetryReader Reader => reader;

    public TelemetryLiveness Liveness => reader.Liveness(reader.NowNs);

    public long UptimeSeconds => Math.Max(0, (reader.HeartbeatTimestampNs - reader.StartTimestampNs) / 1_000_000_000);

    public bool IsHalted => reader.Read(Gauge.KillSwitchEngaged) != 0;

    public VenueState VenueState => (VenueState)reader.Read(Gauge.VenueState);

    public List<InstrumentView> Instruments()
    {
        var views = new List<InstrumentView>();
        for (int i = 0; i < reader.Instruments.Count; i++)
        {
            if (reader.TryRead(i, out InstrumentGauges gauges))
                views.Add(InstrumentView.Of(reader.Instruments[i], in gauges, reader.FeedOf(i)));
        }

        return views;
    }

    public PercentileReport Percentiles(LatencyKind kind) => PercentileReport.Of(reader.Histogram(kind));

    public Dictionary<string, long> AllocatedBytes()
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int lane = 0; lane < reader.LaneCount; lane++)
        {
            if (reader.FeedName(lane).Length == 0)
                bytes[reader.LaneName(lane)] = reader.AllocatedBytes(lane);
        }

        return bytes;
    }

    /// <summary>What disturbed each hot thread since the engine was ready, and how far behind it was.</summary>
    public List<ThreadView> Threads()
    {
        var threads = new List<ThreadView>();
        for (int lane = 0; lane < reader.LaneCount; lane++)
        {
            if (reader.FeedName(lane).Length == 0)
                threads.Add(ThreadView.Of(reader, lane));
        }

        return threads;
    }

    /// <summary>Every market data feed.</summary>
    public List<FeedView> Feeds()
    {
        var feeds = new List<FeedView>();
        List<InstrumentView> instruments = Instruments();
        for (int lane = 0; lane < reader.LaneCount; lane++)
        {
            if (reader.FeedName(lane).Length > 0)
                feeds.Add(FeedView.Of(reader, lane, instruments));
        }

        return feeds;
    }

    /// <summary>Everything that matters in one line, for logs and pipes.</summary>
    public string StatusLine()
    {
        PercentileReport decision = Percentiles(LatencyKind.Decision);
        PercentileReport tickToOrder = Percentiles(LatencyKind.TickToOrder);
        string markets = "";
        foreach (InstrumentView i in Instruments())
        {
            markets += $" {i.Symbol} {i.BestBid}/{i.BestAsk}{(i.Feed == FeedState.Live ? "" : $" ({i.Feed})")} " +
                $"pos {i.Position} pnl {i.RealizedPnl}+{i.UnrealizedPnl}";
        }

        string feeds = "";
        foreach (FeedView feed in Feeds())
            feeds += $" feed {feed.Name} live {feed.LiveInstruments}/{feed.Instruments} gaps {feed.Gaps}";

        return $"events {reader.Read(Counter.Events)}{feeds}{markets} orders {reader.Read(Counter.Orders)} " +
            $"fills {reader.Read(Counter.Fills)} " +
            $"denied {reader.Read(Counter.Denied)} working {reader.Read(Gauge.WorkingOrders)} " +
            $"decision p50 {Micro(decision.P50)} p99 {Micro(decision.P99)} " +
            $"tick-to-order p50 {Micro(tickToOrder.P50)} p99 {Micro(tickToOrder.P99)} us " +
            $"ring {reader.Read(Gauge.InboundRingDepth)}";
    }

    public static string Micro(long ns) => (ns / 1_000.0).ToString("0.0", CultureInfo.InvariantCulture);
}
