using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Market data of one venue, over WebSocket or over FIX.</summary>
/// <param name="Name">Unique among the feeds; what operators, telemetry and files call it.</param>
/// <param name="WebSocket">Base address, ws or wss.</param>
/// <param name="Rest">Base address of the snapshots, http or https.</param>
/// <param name="StaleAfterNs">Silence after which an instrument is unfit, ns.</param>
/// <param name="RetryMostNs">Longest delay before a new attempt to connect, ns.</param>
public sealed record FeedConfiguration(
    string Name, Uri WebSocket, Uri Rest, long StaleAfterNs, long RetryMostNs)
{
    /// <summary>What a feed over FIX is called where a venue of the catalog would be.</summary>
    public const string FixKind = "fix";

    /// <summary>Whose dialect: a name of the catalog of venues; meaningless over FIX.</summary>
    public required string VenueName { get; init; }

    /// <summary>What it carries, by dense index.</summary>
    public IReadOnlyList<int> InstrumentIndexes { get; init; } = [];

    /// <summary>The session that market data comes over instead; null for WebSocket.</summary>
    public VenueConfiguration? Fix { get; init; }

    /// <summary>The venue's name in the catalog, or that it is FIX.</summary>
    public string Kind => Fix is null ? VenueName : FixKind;

    /// <summary>Over FIX: best prices instead of whole books.</summary>
    public bool IsTopOnly { get; init; }

    /// <inheritdoc cref="FeedOptions.WebSocketSha256"/>
    public string WebSocketSha256 { get; init; } = "";

    /// <inheritdoc cref="FeedOptions.RestSha256"/>
    public string RestSha256 { get; init; } = "";

    /// <summary>What a live feed is made with.</summary>
    public FeedOptions ToOptions() => new()
    {
        WebSocketBase = WebSocket,
        RestBase = Rest,
        StaleAfterNs = StaleAfterNs,
        RetryMostNs = RetryMostNs,
        WebSocketSha256 = WebSocketSha256,
        RestSha256 = RestSha256,
    };
}
