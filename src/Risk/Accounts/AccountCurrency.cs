using System;

namespace LowLatencyEngine.Risk.Accounts;

/// <summary>Says that an account's money is told in another currency than the firm's.</summary>
/// <param name="AccountIndex">Whose.</param>
/// <param name="Currency">Which.</param>
/// <param name="BalanceMicros">What it began with, micro-units of that currency; 0 where it is not told.</param>
/// <param name="Stated">A micro-unit of it in micro-units of the base currency; null until a market says so.</param>
/// <param name="Live">The market that says so; null where the stated rate is all there is.</param>
public sealed record AccountCurrency(
    int AccountIndex, string Currency, long BalanceMicros, MoneyRate? Stated, LiveRate? Live)
{
    /// <summary>
    /// What the balance is worth to the firm, micro-units of the base currency; 1, with which nothing can be opened,
    /// where no rate is known.
    /// </summary>
    public long WorthMicros(MoneyRate? rate) => rate is { } known
        ? Math.Clamp(known.MicrosOf((Int128)BalanceMicros), 1, LimitCatalog.MoneyMicrosMax)
        : 1;
}
