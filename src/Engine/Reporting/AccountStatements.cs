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
        var worth = new AccountWorth(
            source.RatePicosOf(account), configuration.Accounts.BalanceMicros[account],
            holdings.Sum(h => h.Numbers.ProfitMicros), source.MarginMicrosOf(account));
        string currency =
            setup.AccountCurrencies.FirstOrDefault(c => c.AccountIndex == account)?.Currency ?? setup.Currencies[0];
        return new AccountStatement(
            setup.Accounts[account],
            currency,
            Lower(configuration.Accounts.Terms[account].Cost),
            Lower(configuration.Accounts.Terms[account].Mode),
            worth.Balance,
            worth.Profit,
            worth.Equity,
            worth.Margin,
            worth.Free,
            [.. holdings.GroupBy(h => h.Instrument.Currency, StringComparer.Ordinal).Select(CurrencyOf)],
            [.. holdings.Where(h => h.IsTouched).Select(HoldingOf)])
        {
            BaseCurrency = setup.Currencies[0], Rate = worth.Rate, BaseEquity = worth.BaseEquity,
        };
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

        public long RatePicosOf(int account) => AccountNumbers.RatePicosOf(state, account);
    }
}
