using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// Words the numbers of accounts for people and scripts. Allocates; any thread that may read the source.
/// </summary>
public static class AccountStatements
{
    private static readonly DecimalScale Micro = new(1, 6);

    /// <summary>Every account, in the order of the configuration.</summary>
    public static IReadOnlyList<AccountStatement> Of(EngineConfiguration configuration, IAccountSource source) =>
        [.. Enumerable.Range(0, configuration.Accounts.Terms.Count).Select(i => Of(configuration, source, i))];

    /// <summary>Every account of a state whose decision thread has stopped.</summary>
    public static IReadOnlyList<AccountStatement> Of(EngineConfiguration configuration, DecisionState state) =>
        Of(configuration, new StateSource(state));

    private static AccountStatement Of(EngineConfiguration configuration, IAccountSource source, int account)
    {
        RiskSetup setup = configuration.Risk.Setup;
        List<Holding> holdings =
        [
            .. Enumerable.Range(0, configuration.Instruments.Count)
                .Select(i => new Holding(
                    configuration.Instruments[i], source.NumbersOf(account, i), setup.MarginPpmOf(account, i))),
        ];
        long balanceMicros = configuration.Accounts.BalanceMicros[account];
        long profitMicros = holdings.Sum(h => h.Numbers.ProfitMicros);
        long marginMicros = source.MarginMicrosOf(account);
        return new AccountStatement(
            setup.Accounts[account],
            setup.Currencies[0],
            Lower(configuration.Accounts.Terms[account].Cost),
            Lower(configuration.Accounts.Terms[account].Mode),
            Micro.ToString(balanceMicros),
            Micro.ToString(profitMicros),
            Micro.ToString(balanceMicros + profitMicros),
            Micro.ToString(marginMicros),
            Micro.ToString(balanceMicros + profitMicros - marginMicros),
            [.. holdings.GroupBy(h => h.Instrument.Currency, StringComparer.Ordinal).Select(CurrencyOf)],
            [.. holdings.Where(h => h.IsTouched).Select(HoldingOf)]);
    }

    private static CurrencyStatement CurrencyOf(IGrouping<string, Holding> holdings) => new(
        holdings.Key,
        Sum(holdings, n => n.Realized),
        Sum(holdings, n => n.Unrealized),
        Sum(holdings, n => n.Fees),
        Sum(holdings, n => n.Funding));

    private static string Sum(IEnumerable<Holding> holdings, Func<AccountNumbers, long> part) => holdings
        .Aggregate(0m, (sum, h) => sum + MoneyText.ToDecimal(h.Instrument, part(h.Numbers)))
        .ToString(CultureInfo.InvariantCulture);

    private static HoldingStatement HoldingOf(Holding holding)
    {
        (Instrument instrument, AccountNumbers n) = (holding.Instrument, holding.Numbers);
        return new HoldingStatement(
            instrument.Symbol,
            MoneyText.Qty(instrument, n.LongLots),
            MoneyText.AveragePrice(instrument, n.LongCost, n.LongLots),
            MoneyText.Qty(instrument, n.ShortLots),
            MoneyText.AveragePrice(instrument, n.ShortCost, n.ShortLots),
            MoneyText.Of(instrument, n.Realized),
            MoneyText.Of(instrument, n.Unrealized),
            MoneyText.Of(instrument, n.Fees),
            MoneyText.Of(instrument, n.Funding),
            n.MergedCount,
            MoneyText.Share(holding.MarginPpm));
    }

    private static string Lower<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private sealed record Holding(Instrument Instrument, AccountNumbers Numbers, long MarginPpm)
    {
        public bool IsTouched => (Numbers.LongLots | Numbers.ShortLots | Numbers.Realized | Numbers.Fees |
            Numbers.Funding | Numbers.Unrealized) != 0;
    }

    private sealed class StateSource(DecisionState state) : IAccountSource
    {
        public AccountNumbers NumbersOf(int account, int instrumentIndex) =>
            AccountNumbers.Of(state, account, instrumentIndex);

        public long MarginMicrosOf(int account) =>
            state.Risk.ScopeOf(state.Risk.Scopes.TryRowOf(RiskScope.Account, account)).MarginMicros;
    }
}
