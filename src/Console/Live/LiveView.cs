using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LowLatencyEngine.Console.Live;

/// <summary>The picture of a running engine on a terminal: markets, positions, orders, latencies, rings.</summary>
internal static class LiveView
{
    /// <summary>Draws the current figures.</summary>
    public static IRenderable Draw(EngineView view) =>
        new Rows(Header(view), Markets(view), Feeds(view), Latencies(view), Counts(view));

    private static Markup Header(EngineView view)
    {
        string state = view.IsHalted ? "[red bold]HALTED[/]" : "[green]trading allowed[/]";
        return new Markup(
            $"[bold]LowLatencyEngine[/]  process {view.Reader.ProcessId}, " +
            $"{view.Liveness.ToString().ToLowerInvariant()}, " +
            $"up {view.UptimeSeconds} s, venue {view.VenueState.ToString().ToLowerInvariant()}, {state}");
    }

    private static Table Markets(EngineView view)
    {
        Table table = NewTable(
            "market", "bid", "ask", "feed", "position", "realized", "unrealized", "fees", "orders", "fills");
        foreach (InstrumentView i in view.Instruments())
        {
            table.AddRow(
                i.Symbol, $"{i.BestBidQty} @ {i.BestBid}", $"{i.BestAsk} @ {i.BestAskQty}", i.Feed.ToString(),
                i.Position, Signed(i.RealizedPnl), Signed(i.UnrealizedPnl), i.Fees,
                i.Orders.ToString(), i.Fills.ToString());
        }

        return table;
    }

    private static Table Feeds(EngineView view)
    {
        Table table = NewTable("feed", "live", "frames", "refused", "gaps", "connects");
        foreach (FeedView feed in view.Feeds())
        {
            string color = feed.LiveInstruments == feed.Instruments ? "green" : "red";
            table.AddRow(
                feed.Name, $"[{color}]{feed.LiveInstruments}/{feed.Instruments}[/]", feed.Frames.ToString(),
                feed.Refused.ToString(), feed.Gaps.ToString(), feed.Connects.ToString());
        }

        return table;
    }

    private static Table Latencies(EngineView view)
    {
        Table table = NewTable("latency, us", "count", "p50", "p90", "p99", "p99.9", "max");
        foreach (LatencyKind kind in Enum.GetValues<LatencyKind>())
        {
            PercentileReport p = view.Percentiles(kind);
            table.AddRow(
                kind.ToString(), p.Count.ToString(),
                EngineView.Micro(p.P50), EngineView.Micro(p.P90), EngineView.Micro(p.P99),
                EngineView.Micro(p.P999), EngineView.Micro(p.Max));
        }

        return table;
    }

    private static Table Counts(EngineView view)
    {
        TelemetryReader reader = view.Reader;
        Table table = NewTable(
            "events", "orders", "cancels", "fills", "denied", "rejected", "working", "ring depth", "ring most",
            "allocated");
        long allocated = 0;
        foreach (KeyValuePair<string, long> thread in view.AllocatedBytes())
            allocated += thread.Value;

        table.AddRow(
            reader.Read(Counter.Events).ToString(), reader.Read(Counter.Orders).ToString(),
            reader.Read(Counter.Cancels).ToString(), reader.Read(Counter.Fills).ToString(),
            reader.Read(Counter.Denied).ToString(), reader.Read(Counter.Rejected).ToString(),
            reader.Read(Gauge.WorkingOrders).ToString(), reader.Read(Gauge.InboundRingDepth).ToString(),
            reader.Read(Gauge.InboundRingDepthMax).ToString(), $"{allocated} B");
        return table;
    }

    private static Table NewTable(params ReadOnlySpan<string> columns)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (string column in columns)
            table.AddColumn(new TableColumn($"[grey]{column}[/]").RightAligned());

        table.Columns[0].LeftAligned().NoWrap();
        return table;
    }

    private static string Signed(string amount) => amount.StartsWith('-') ? $"[red]{amount}[/]" : $"[green]{amount}[/]";
}
