using System.Collections.Generic;
using System.Text.Json.Serialization;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Live;

/// <summary>
/// One instrument of a running engine, as decimals. The names are a schema of `status --json` and `positions --json`.
/// </summary>
internal sealed record InstrumentView(
    string Symbol,
    string BestBid,
    string BestBidQty,
    string BestAsk,
    string BestAskQty,
    long BidLevels,
    long AskLevels,
    long LastUpdateId,
    long Trades,
    string Position,
    string RealizedPnl,
    string UnrealizedPnl,
    string Fees,
    long WorkingOrders,
    long Orders,
    long Fills,
    FeedState Feed,
    string FeedName,
    string Funding)
{
    /// <summary>Of `positions --json`, where an account hedges: its long and short apart.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LegView>? Legs { get; init; }

    public static InstrumentView Of(Instrument instrument, in InstrumentGauges gauges, string feedName) => new(
        instrument.Symbol,
        instrument.Price.ToString(gauges.BestBidTicks),
        MoneyText.Qty(instrument, gauges.BestBidLots),
        instrument.Price.ToString(gauges.BestAskTicks),
        MoneyText.Qty(instrument, gauges.BestAskLots),
        gauges.BidLevels,
        gauges.AskLevels,
        gauges.LastUpdateId,
        gauges.Trades,
        MoneyText.Qty(instrument, gauges.PositionLots),
        instrument.Money.ToString(gauges.RealizedPnl),
        instrument.Money.ToString(gauges.UnrealizedPnl),
        instrument.Money.ToString(gauges.Fees),
        gauges.WorkingOrders,
        gauges.Orders,
        gauges.Fills,
        gauges.Fitness,
        feedName,
        instrument.Money.ToString(gauges.Funding));
}
