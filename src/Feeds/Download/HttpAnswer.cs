using System;
using System.Net;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>What a request came to.</summary>
internal sealed record HttpAnswer
{
    private const int Teapot = 418; // Binance's word for an address that went on after 429.

    /// <summary>Why there is no body; null where there is.</summary>
    public string? Failure { get; private init; }

    /// <summary>Another attempt may do better.</summary>
    public bool IsWorthRetrying { get; private init; }

    /// <summary>How long the server wants to be left alone.</summary>
    public TimeSpan RetryAfter { get; private init; }

    public byte[] Body { get; init; } = [];

    /// <summary>The body is the bytes asked for, not the whole.</summary>
    public bool IsPart { get; init; }

    /// <summary>Where a part begins.</summary>
    public long RangeBegin { get; init; }

    /// <summary>Length of the whole.</summary>
    public long TotalBytes { get; init; }

    public static HttpAnswer Broken(string failure) => new() { Failure = failure, IsWorthRetrying = true };

    public static HttpAnswer Refused(HttpStatusCode status, TimeSpan retryAfter) => new()
    {
        Failure = $"refused, httpStatus={(int)status}",
        IsWorthRetrying = (int)status is 408 or Teapot or 429 or >= 500,
        RetryAfter = retryAfter,
    };
}
