using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// What one life of an engine came to: written as `report.json` when it stops, printed by `lle demo --json`. The names
/// are a contract with scripts. Prices, quantities and money are decimal texts.
/// </summary>
public sealed record EngineReport(
    string Venue,
    IReadOnlyList<InstrumentReport> Instruments,
    long Events,
    long Orders,
    long Fills,
    long Denied,
    long Rejected,
    IReadOnlyList<PositionReport> Positions,
    string RealizedPnl,
    string UnrealizedPnl,
    string Fees,
    LatencyReport LatencyNs,
    IReadOnlyDictionary<string, long> AllocatedBytes,
    IReadOnlyDictionary<string, long> CompiledMethods,
    IReadOnlyList<long> GcCollections,
    JournalSummary Journal,
    string StateHash)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Every market data feed.</summary>
    public IReadOnlyList<FeedReport> Feeds { get; init; } = [];

    /// <summary>Every consolidated market.</summary>
    public IReadOnlyList<ConsolidatedReport> Consolidated { get; init; } = [];

    /// <summary>Every account.</summary>
    public IReadOnlyList<AccountStatement> Accounts { get; init; } = [];

    /// <summary>What filled although it was not to, and nobody has undone or acknowledged.</summary>
    public IReadOnlyList<AlarmReport> Alarms { get; init; } = [];

    /// <summary>Positions that were to be closed and could not be.</summary>
    public IReadOnlyList<StallReport> Stalls { get; init; } = [];

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Writes the file beside the journal: whole or not at all.</summary>
    public void Save(string file)
    {
        File.WriteAllText(file + ".new", ToJson());
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Reads a saved report; null where there is none, because the engine did not stop clean.</summary>
    public static EngineReport? TryLoad(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize<EngineReport>(File.ReadAllText(file), Options) : null;
}

/// <summary>The market of one instrument as the engine last saw it.</summary>
public sealed record InstrumentReport(
    string Symbol,
    string BestBid,
    string BestBidQty,
    string BestAsk,
    string BestAskQty,
    int BidLevels,
    int AskLevels,
    long LastUpdateId,
    long DepthFramesApplied,
    long Trades,
    string TradedQty,
    long Gaps,
    long CrossedBooks,
    bool IsFit);

/// <summary>One position; PnL in the instrument's currency.</summary>
public sealed record PositionReport(
    string Symbol,
    string Qty,
    string AveragePrice,
    string RealizedPnl,
    string UnrealizedPnl,
    string Fees,
    string Currency,
    string Funding);

/// <summary>The three latencies that matter, each a distribution in ns.</summary>
/// <param name="Decision">One event through all stages, on the decision thread.</param>
/// <param name="TickToOrder">From the receipt of the event that caused an order to the hand-over of its bytes to the
/// kernel.</param>
/// <param name="OrderToAck">From there to the first report on the order.</param>
public sealed record LatencyReport(
    PercentileReport Decision, PercentileReport TickToOrder, PercentileReport OrderToAck);

/// <summary>A distribution in ns; all zero where nothing was recorded.</summary>
public sealed record PercentileReport(long Count, long P50, long P90, long P99, long P999, long Max)
{
    /// <summary>Of a histogram that nobody records into meanwhile.</summary>
    public static PercentileReport Of(LatencyHistogram histogram) => new(
        histogram.Count,
        histogram.PercentileNs(50),
        histogram.PercentileNs(90),
        histogram.PercentileNs(99),
        histogram.PercentileNs(99.9),
        histogram.MaxNs);
}

/// <summary>The journal of that life.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Records">Records in it, earlier lives included.</param>
/// <param name="Bytes">Of the records.</param>
/// <param name="Verified">True only where every record has been read back and its checksum held.</param>
public sealed record JournalSummary(string Path, long Records, long Bytes, bool Verified);
