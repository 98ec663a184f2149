using System.Collections.Generic;

namespace LowLatencyEngine.Orders;

/// <summary>What a ledger is told before it starts.</summary>
public sealed record LedgerSetup
{
    /// <summary>At least 1.</summary>
    public required int InstrumentCount { get; init; }

    /// <summary>Strategies by dense index; the operator comes on top. 0 to 65,534.</summary>
    public required int StrategyCount { get; init; }

    /// <summary>Fills that can still be corrected; a power of two.</summary>
    public int HistoryFills { get; init; } = PositionLedger.DefaultHistoryFills;

    /// <summary>Accounts in index order; the first is the operator's and that of foreign fills.</summary>
    public IReadOnlyList<AccountTerms> Accounts { get; init; } = [default];

    /// <summary>Account of each strategy; empty: all trade for the first.</summary>
    public IReadOnlyList<int> AccountByStrategy { get; init; } = [];

    /// <summary>What venues take, by instrument; empty: nothing beyond what their reports say.</summary>
    public IReadOnlyList<FeeTerms> Fees { get; init; } = [];
}
