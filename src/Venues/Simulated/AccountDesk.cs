using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Answers what a client asks about its account as a whole: every open order (35=AF), every position (35=AN). Each
/// answer is taken at one moment. Under the venue's lock.
/// </summary>
internal sealed class AccountDesk(VenueCore core, SimulatedFaults faults, Action<PositionStatement> sink)
{
    private int _requestCount;
    private int _massStatusCount;
    private int _positionsCount;

    /// <summary>False where the venue is told to know no such request from this one on.</summary>
    public bool TakesRequest()
    {
        _requestCount++;
        return faults.RefuseAccountRequestsFrom == 0 || _requestCount < faults.RefuseAccountRequestsFrom;
    }

    /// <summary>One report an open order, in the order of the book; a rejected one where there is none.</summary>
    public void TellOrders(string requestId)
    {
        if (++_massStatusCount == faults.ForeignOrderAt)
            core.Matching.RestForeignOrder();

        var open = new List<VenueOrder>(core.Matching.Resting);
        if (open.Count == 0)
            core.Matching.Query(NoOrders(new MassStatusPart(requestId, TotalCount: 0, IsLast: true)));

        for (int i = 0; i < open.Count; i++)
        {
            VenueNewOrder request = open[i].Request;
            core.Matching.Query(new VenueStatusQuery(request.ClOrdId, request.Symbol, request.Side)
            {
                Mass = new MassStatusPart(requestId, open.Count, IsLast: i == open.Count - 1),
            });
        }
    }

    /// <summary>The acknowledgement, then one statement an instrument.</summary>
    public void TellPositions(string requestId)
    {
        _positionsCount++;
        int count = core.Instruments.Count;
        sink(new PositionStatement(requestId, count, Instrument: null));
        bool isWrong = faults.WrongPositionFrom > 0 && _positionsCount >= faults.WrongPositionFrom;
        for (int i = 0; i < count; i++)
        {
            long wrongLots = isWrong && i == 0 ? faults.WrongPositionLots : 0;
            sink(new PositionStatement(requestId, count, core.Instruments[i])
            {
                LongLots = core.Matching.Legs.LongLots(i) + long.Max(0, wrongLots),
                ShortLots = core.Matching.Legs.ShortLots(i) + long.Max(0, -wrongLots),
            });
        }
    }

    private static VenueStatusQuery NoOrders(MassStatusPart part) => new("", "", Side.None) { Mass = part };
}
