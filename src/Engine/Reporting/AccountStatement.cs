using System.Collections.Generic;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// What an account comes to, as decimal texts. The names are a contract with scripts; what each number is stands in
/// ACCOUNTS.md beside the project of orders. Balance, profit, equity, margin and free are
/// in the account's currency: "unknown" where no market has said what that is worth.
/// </summary>
/// <param name="Account">Its name.</param>
/// <param name="Currency">The account's own; the base currency unless it says another.</param>
/// <param name="Cost">average or fifo.</param>
/// <param name="Positions">netting or hedging.</param>
/// <param name="Balance">Told at set-up.</param>
/// <param name="Profit">Realized and unrealized over all instruments.</param>
/// <param name="Equity">Balance and profit.</param>
/// <param name="Margin">Initial margin if every open order filled on the side that hurts.</param>
/// <param name="Free">Equity less margin: buying power.</param>
/// <param name="ByCurrency">Exact sums of what is counted in one currency.</param>
/// <param name="ByInstrument">What was ever traded or held.</param>
public sealed record AccountStatement(
    string Account,
    string Currency,
    string Cost,
    string Positions,
    string Balance,
    string Profit,
    string Equity,
    string Margin,
    string Free,
    IReadOnlyList<CurrencyStatement> ByCurrency,
    IReadOnlyList<HoldingStatement> ByInstrument)
{
    /// <summary>The firm's currency.</summary>
    public string BaseCurrency { get; init; } = Currency;

    /// <summary>A unit of the account's currency in the firm's.</summary>
    public string Rate { get; init; } = "1";

    /// <summary>Equity in the firm's currency: these add up.</summary>
    public string BaseEquity { get; init; } = Equity;
}

/// <summary>An account's money in one currency.</summary>
public sealed record CurrencyStatement(
    string Currency, string Realized, string Unrealized, string Fees, string Funding);

/// <summary>
/// An account in one instrument; money in the instrument's currency, MarginShare the share of the value put up.
/// </summary>
public sealed record HoldingStatement(
    string Symbol,
    string Long,
    string LongAverage,
    string Short,
    string ShortAverage,
    string Realized,
    string Unrealized,
    string Fees,
    string Funding,
    long MergedFills,
    string MarginShare);
