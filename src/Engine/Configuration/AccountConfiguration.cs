using System.Collections.Generic;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>How the books of accounts are kept: `accounting`, beside the names in `risk.accounts`.</summary>
public sealed record AccountConfiguration
{
    /// <summary>In the order of `risk.accounts`.</summary>
    public required IReadOnlyList<AccountTerms> Terms { get; init; }

    /// <summary>
    /// Money of each account before its first fill, micro-units of the base currency; 0 where it is not told.
    /// </summary>
    public required IReadOnlyList<long> BalanceMicros { get; init; }

    /// <summary>What venues take, by instrument; empty for what their reports say alone.</summary>
    public required IReadOnlyList<FeeTerms> Fees { get; init; }

    /// <summary>When positions cost or earn something, by instrument; empty without a schedule.</summary>
    public IReadOnlyList<FundingTerms> Funding { get; init; } = [];
}
