using LowLatencyEngine.Console.Accounts;
using LowLatencyEngine.Console.Live;
using LowLatencyEngine.Engine.Reporting;

namespace LowLatencyEngine.Console.Demo;

/// <summary>The summary of a demo for a person.</summary>
internal static class DemoSummary
{
    public static void Print(EngineReport report)
    {
        foreach (InstrumentReport i in report.Instruments)
        {
            Out.Data($"market     {i.Symbol} {i.BestBid} x {i.BestBidQty} / {i.BestAsk} x {i.BestAskQty}, " +
                $"levels {i.BidLevels}/{i.AskLevels}, " +
                $"depth frames {i.DepthFramesApplied}, trades {i.Trades}, gaps {i.Gaps}, crossed {i.CrossedBooks}");
        }

        foreach (ConsolidatedReport c in report.Consolidated)
        {
            Out.Data($"together   {c.Name} {c.BestBid} x {c.BestBidQty} at {c.BestBidAt} / " +
                $"{c.BestAsk} x {c.BestAskQty} at {c.BestAskAt}, venues {c.Venues}, " +
                $"changes {c.Changes}, locked {c.Locked}, crossed {c.Crossed}");
        }

        foreach (FeedReport f in report.Feeds)
        {
            Out.Data($"feed       {f.Name} ({f.Venue}), instruments {f.Symbols.Count}, frames {f.Frames}, " +
                $"refused {f.Refused}, gaps {f.Gaps}, connects {f.Connects}");
        }

        foreach (PositionReport p in report.Positions)
        {
            Out.Data($"position   {p.Symbol} {p.Qty} at {p.AveragePrice}, realized {p.RealizedPnl}, " +
                $"unrealized {p.UnrealizedPnl}, fees {p.Fees} {p.Currency}");
        }

        AccountListing.Print(report.Accounts);
        Out.Data($"orders     {report.Orders} sent, {report.Fills} fills, {report.Denied} denied by risk, " +
            $"{report.Rejected} rejected by the venue");
        Print("decision", report.LatencyNs.Decision);
        Print("tick-order", report.LatencyNs.TickToOrder);
        Print("order-ack", report.LatencyNs.OrderToAck);
        foreach ((string thread, long bytes) in report.AllocatedBytes)
        {
            Out.Data($"allocated  {bytes} bytes on the {thread} thread since ready; " +
                $"collections {string.Join('/', report.GcCollections)}");
        }

        Out.Data($"journal    {report.Journal.Records} records in {report.Journal.Path}, " +
            $"{(report.Journal.Verified ? "verified" : "DAMAGED")}");
        Out.Data($"replay     lle replay {report.Journal.Path}    state {report.StateHash}");
    }

    private static void Print(string name, PercentileReport p) =>
        Out.Data($"{name,-11}p50 {EngineView.Micro(p.P50)}  p90 {EngineView.Micro(p.P90)}  " +
            $"p99 {EngineView.Micro(p.P99)}  " +
            $"p99.9 {EngineView.Micro(p.P999)}  max {EngineView.Micro(p.Max)} us over {p.Count}");
}
