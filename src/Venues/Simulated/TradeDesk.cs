using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Every fill that stands, reported or hidden, and the answer to a client that asks for them (35=AD). Under the venue's
/// lock.
/// </summary>
internal sealed class TradeDesk(SimulatedFaults faults, Action<TradeStatement> sink)
{
    private readonly List<VenueTrade> _trades = [];
    private int _requestCount;
    private int _toldCount;

    /// <summary>A fill is kept; one that is taken back is forgotten.</summary>
    public void Note(VenueReport report, long nowNs)
    {
        if (report.ExecRefId is { } busted)
            _trades.RemoveAll(trade => trade.Report.ExecId == busted);
        else if (report.LastQtyLots > 0)
            _trades.Add(new VenueTrade(report, nowNs));
    }

    /// <summary>False where the venue is told to know no such request from this one on.</summary>
    public bool TakesRequest() =>
        ++_requestCount < faults.RefuseTradesFrom || faults.RefuseTradesFrom == 0;

    /// <summary>The acknowledgement, then one statement a trade from a time on.</summary>
    public void Tell(string requestId, long fromNs)
    {
        List<VenueTrade> asked = _trades.FindAll(trade => trade.TimestampNs >= fromNs);
        sink(new TradeStatement(requestId, asked.Count, Trade: null, IsLast: false));
        for (int i = 0; i < asked.Count; i++)
        {
            var statement = new TradeStatement(requestId, asked.Count, asked[i], IsLast: i == asked.Count - 1);
            if (++_toldCount == faults.DuplicateTradeAt)
                sink(statement with { IsLast = false });

            sink(statement);
        }
    }
}
