using System.Collections.Generic;

namespace LowLatencyEngine.Orders;

/// <summary>What a sale is held to have sold. In configurations by name.</summary>
public enum CostMethod
{
    Average = 0, // A share of everything held.
    Fifo = 1,    // The oldest lots.
}

/// <summary>Whether an account can be long and short in one instrument. In configurations by name.</summary>
public enum PositionMode
{
    Netting = 0, // A fill of the other side closes first.
    Hedging = 1, // It opens the other side, unless its PositionEffect(77) says that it closes.
}

/// <summary>How the books of one account are kept.</summary>
public readonly record struct AccountTerms(CostMethod Cost, PositionMode Mode);

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
