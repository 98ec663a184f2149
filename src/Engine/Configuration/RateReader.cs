using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `accounting.rates`: what currencies are worth in the base currency, as stated or as an instrument trades.
/// Set-up only.
/// </summary>
/// <param name="reader">Of the configuration.</param>
/// <param name="instruments">All of them.</param>
/// <param name="baseCurrency">Of the firm.</param>
internal sealed class RateReader(
    ConfigurationReader reader, IReadOnlyList<Instrument> instruments, string baseCurrency)
{
    private const long NsPerSecond = 1_000_000_000;

    private static readonly DecimalScale Micro = new(1, 6);

    private readonly List<Rate> _rates = [];

    /// <param name="accountCurrencies">Currencies of accounts: they may have a rate although nothing is priced in
    /// them.</param>
    public void Read(IReadOnlyCollection<string> accountCurrencies)
    {
        int count = reader.CountOf("accounting.rates");
        for (int i = 0; i < count; i++)
            ReadRate($"accounting.rates[{i}]", accountCurrencies);
    }

    /// <summary>
    /// The set-up with rates of instruments: live ones, and stated ones where the instrument says none itself.
    /// </summary>
    public RiskSetup WithRates(RiskSetup setup)
    {
        var live = new List<LiveRate>();
        InstrumentControls[] controls = [.. setup.Instruments];
        foreach (Instrument instrument in instruments)
        {
            if (_rates.FirstOrDefault(r => r.Currency == instrument.Currency) is not { } rate)
                continue;

            if (rate.Source is not null)
                live.AddRange(LiveOf(rate, instrument.Index, instrument.Money));

            bool isToldApart = reader.Has($"instruments[{instrument.Index}].risk.currencyValue");
            if (rate.Value is { } value && !isToldApart && TryRate(instrument.Money, value, out MoneyRate stated))
                controls[instrument.Index] = controls[instrument.Index] with { Rate = stated };
        }

        return setup with { Instruments = controls, LiveRates = live };
    }

    /// <summary>How the balance of an account is counted that has a currency of its own.</summary>
    public AccountCurrency? TryAccount((int Account, string Currency) of, long balanceMicros)
    {
        if (_rates.FirstOrDefault(r => r.Currency == of.Currency) is not { } rate)
            return null;

        MoneyRate? stated = rate.Value is { } value && TryRate(Micro, value, out MoneyRate known) ? known : null;
        return new AccountCurrency(
            of.Account, of.Currency, balanceMicros, stated,
            rate.Source is null ? null : LiveOf(rate, instrumentIndex: -1, Micro).FirstOrDefault());
    }

    /// <summary>Direct where the source is priced in the base currency, inverse where in the currency itself.</summary>
    private void ReadRate(string path, IReadOnlyCollection<string> accountCurrencies)
    {
        string currency = reader.Text($"{path}.currency");
        long staleAfterNs = reader.Integer($"{path}.staleAfterSeconds", 1, 86_400, 30) * NsPerSecond;
        DecimalScale? value = reader.Has($"{path}.value") ? reader.Step($"{path}.value") : null;
        string symbol = reader.Text($"{path}.instrument", value is null ? null : "-");
        Instrument? source = instruments.FirstOrDefault(i => i.Symbol == symbol);
        bool isMissing = source is null && (value is null || reader.Has($"{path}.instrument"));
        if (isMissing || (source is not null && source.Currency != baseCurrency && source.Currency != currency))
        {
            reader.Refuse($"{path}.instrument", $"the symbol of an instrument priced in {baseCurrency} or {currency}");
            return;
        }

        bool isUsed = accountCurrencies.Contains(currency) || instruments.Any(i => i.Currency == currency);
        if (currency == baseCurrency || !isUsed || _rates.Any(r => r.Currency == currency))
        {
            reader.Refuse(
                $"{path}.currency", $"once, a currency of an instrument or an account that is not {baseCurrency}");
            return;
        }

        _rates.Add(new Rate(path, currency, value, source, staleAfterNs));
    }

    /// <summary>One, or none where the rate cannot be counted, which is told.</summary>
    private IEnumerable<LiveRate> LiveOf(Rate rate, int instrumentIndex, DecimalScale money)
    {
        bool isInverse = rate.Source!.Currency == rate.Currency;
        if (TryAtOneTick(money, rate.Source.Price, isInverse, out MoneyRate atOneTick))
            return [new LiveRate(instrumentIndex, rate.Source.Index, atOneTick, isInverse, rate.StaleAfterNs)];

        reader.Refuse($"{rate.Path}.instrument", "an instrument whose tick makes rates that can be counted");
        return [];
    }

    private static bool TryAtOneTick(DecimalScale money, DecimalScale tick, bool isInverse, out MoneyRate rate)
    {
        DecimalScale value = isInverse ? new DecimalScale(PowerOfTen(tick.Decimals), 0) : tick;
        return TryRate(money, value, out rate) && (!isInverse || rate.TryOver(tick.Unit, out rate));
    }

    private static bool TryRate(DecimalScale money, DecimalScale value, out MoneyRate rate)
    {
        try
        {
            rate = MoneyRate.Of(money, value);
            return true;
        }
        catch (ArgumentException)
        {
            rate = MoneyRate.One;
            return false;
        }
    }

    private static long PowerOfTen(int exponent)
    {
        long power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;

        return power;
    }

    private sealed record Rate(
        string Path, string Currency, DecimalScale? Value, Instrument? Source, long StaleAfterNs);
}
