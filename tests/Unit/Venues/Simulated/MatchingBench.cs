using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>
/// A matching engine with one instrument of tick 1 and lot 1, fed in short words; reports become lines of text.
/// </summary>
internal sealed class MatchingBench
{
    public static readonly Instrument Instrument =
        new(0, "ABC", "ABC", "USD", new DecimalScale(1, 0), new DecimalScale(1, 0), Multiplier: 1);

    private readonly List<VenueReport> _reports = [];
    private long _updateId = 100;

    public MatchingBench(MatchingOptions? options = null) =>
        Engine = new MatchingEngine(new InstrumentTable([Instrument]), options ?? new MatchingOptions(), _reports.Add);

    public MatchingEngine Engine { get; }

    /// <summary>Reports since the last call.</summary>
    public List<VenueReport> TakeReports()
    {
        List<VenueReport> reports = [.. _reports];
        _reports.Clear();
        return reports;
    }

    /// <summary>Reports since the last call, a line each: "1 Trade 3@101 leaves 7".</summary>
    public string[] TakeLines() => [.. TakeReports().Select(Line)];

    /// <summary>Opens the market with these levels, "price x quantity".</summary>
    public MatchingBench Open(string bids, string asks)
    {
        Engine.OnMarket(Book(MarketMessageKind.Snapshot, bids, asks));
        return this;
    }

    /// <summary>A depth frame: absolute quantities, 0 deletes.</summary>
    public MatchingBench Depth(string bids, string asks)
    {
        Engine.OnMarket(Book(MarketMessageKind.Depth, bids, asks));
        return this;
    }

    /// <summary>A ticker newer than the depth by <paramref name="ahead"/> updates.</summary>
    public MatchingBench Ticker(string bid, string ask, int ahead = 1)
    {
        Engine.OnMarket(new MarketMessage
        {
            Kind = MarketMessageKind.Ticker,
            InstrumentIndex = 0,
            LastUpdateId = _updateId + ahead,
            Bid = Levels(bid).Single(),
            Ask = Levels(ask).Single(),
        });
        return this;
    }

    /// <summary>A trade of the market.</summary>
    public MatchingBench Trade(Side aggressor, string level)
    {
        Engine.OnMarket(new MarketMessage
        {
            Kind = MarketMessageKind.Trade,
            InstrumentIndex = 0,
            Trade = Levels(level).Single(),
            Aggressor = aggressor,
        });
        return this;
    }

    /// <summary>A limit order, "quantity @ price".</summary>
    public MatchingBench Limit(string id, Side side, string order, TimeInForce timeInForce = TimeInForce.Day)
    {
        string[] parts = order.Split('@');
        Engine.Submit(new VenueNewOrder(id, "ABC", side, OrderType.Limit, timeInForce, parts[0], parts[1]));
        return this;
    }

    public MatchingBench Market(string id, Side side, string qty)
    {
        Engine.Submit(new VenueNewOrder(id, "ABC", side, OrderType.Market, TimeInForce.Day, qty, Price: null));
        return this;
    }

    public MatchingBench Cancel(string id, string order)
    {
        Engine.Cancel(new VenueCancel(id, order, "ABC", Side.Buy));
        return this;
    }

    /// <summary>A replace of an order, "quantity @ price".</summary>
    public MatchingBench Replace(string id, string order, string terms)
    {
        string[] parts = terms.Split('@');
        Engine.Replace(new VenueReplace(new VenueCancel(id, order, "ABC", Side.Buy), parts[0], parts[1]));
        return this;
    }

    /// <summary>Forgets the reports so far.</summary>
    public MatchingBench Quiet()
    {
        _reports.Clear();
        return this;
    }

    public static string Line(VenueReport report)
    {
        string id = report.ClOrdId;
        if (report.IsCancelReject)
            return Invariant($"{id} CancelReject of {report.OrigClOrdId} {report.RejectReason} {report.Status}");

        string fill = report.LastQtyLots > 0 ? Invariant($" {report.LastQtyLots}@{report.LastPriceTicks}") : "";
        string reason = report.RejectReason != 0 ? Invariant($" {report.RejectReason}") : "";
        string answered = report.OrigClOrdId is null ? "" : $" of {report.OrigClOrdId}";
        return Invariant(
            $"{id} {report.ExecType}{answered}{fill}{reason} {report.Status} leaves {report.LeavesQtyLots}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private MarketMessage Book(MarketMessageKind kind, string bids, string asks)
    {
        var message = new MarketMessage
        {
            Kind = kind,
            InstrumentIndex = 0,
            FirstUpdateId = _updateId + 1,
            LastUpdateId = ++_updateId,
        };
        message.Bids.AddRange(Levels(bids));
        message.Asks.AddRange(Levels(asks));
        return message;
    }

    private static IEnumerable<BookLevel> Levels(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(static level => level.Split('x'))
        .Select(static level => new BookLevel(long.Parse(level[0]), long.Parse(level[1])));
}
