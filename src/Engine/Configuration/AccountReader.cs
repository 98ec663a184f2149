using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `accounting` and the fees that stand beside each instrument. Set-up only.
/// </summary>
internal sealed class AccountReader(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
{
    private const long NsPerSecond = 1_000_000_000;
    private const string FeesPath = "accounting.fees";

    private static readonly DecimalScale Ppb = new(1, 9);
    private static readonly DecimalScale Micro = new(1, 6);

    private readonly AccountMarginReader _margins = new(reader, instruments);

    /// <param name="risk">Names the accounts; a balance becomes the margin limit and the capital of its account where
    /// the section "risk" says neither.</param>
    public (AccountConfiguration Accounts, RiskConfiguration Risk) Read(RiskConfiguration risk)
    {
        RiskSetup setup = risk.Setup;
        var terms = new AccountTerms[setup.Accounts.Count];
        long[] balances = new long[terms.Length];
        int count = reader.CountOf("accounting.accounts");
        for (int i = 0; i < count; i++)
            ReadAccount($"accounting.accounts[{i}]", setup.Accounts, terms, balances);

        var accounts = new AccountConfiguration
        {
            Terms = terms, BalanceMicros = balances, Fees = ReadFees(),
            Funding = FundingReader.Read(reader, instruments),
        };
        for (int account = 0; account < balances.Length; account++)
            setup = balances[account] > 0 ? WithBalance(setup, account, balances[account]) : setup;

        setup = setup with
        {
            LiveRates = ReadRates(setup.Currencies[0]), AccountMargins = _margins.Margins,
            Hedges = HedgingRules.ByAccount(terms),
        };
        return (accounts, risk with { Setup = setup });
    }

    private List<LiveRate> ReadRates(string baseCurrency)
    {
        var rates = new List<LiveRate>();
        int count = reader.CountOf("accounting.rates");
        for (int i = 0; i < count; i++)
            ReadRate($"accounting.rates[{i}]", baseCurrency, rates);

        return rates;
    }

    /// <summary>Direct where the source is priced in the base currency, inverse where in the currency itself.</summary>
    private void ReadRate(string path, string baseCurrency, List<LiveRate> rates)
    {
        string currency = reader.Text($"{path}.currency");
        string symbol = reader.Text($"{path}.instrument");
        long staleAfterNs = reader.Integer($"{path}.staleAfterSeconds", 1, 86_400, 30) * NsPerSecond;
        Instrument? source = instruments.FirstOrDefault(i => i.Symbol == symbol);
        if (source is null || (source.Currency != baseCurrency && source.Currency != currency))
        {
            reader.Refuse($"{path}.instrument", $"the symbol of an instrument priced in {baseCurrency} or {currency}");
            return;
        }

        List<Instrument> priced = [.. instruments.Where(i => i.Currency == currency)];
        if (currency == baseCurrency || priced.Count == 0 || rates.Any(r => priced[0].Index == r.InstrumentIndex))
        {
            reader.Refuse($"{path}.currency", $"once, a currency of an instrument that is not {baseCurrency}");
            return;
        }

        bool isInverse = source.Currency == currency;
        foreach (Instrument instrument in priced)
        {
            if (TryAtOneTick(instrument.Money, source.Price, isInverse, out MoneyRate atOneTick))
                rates.Add(new LiveRate(instrument.Index, source.Index, atOneTick, isInverse, staleAfterNs));
            else
                reader.Refuse($"{path}.instrument", "an instrument whose tick makes rates that can be counted");
        }
    }

    private static bool TryAtOneTick(DecimalScale money, DecimalScale tick, bool isInverse, out MoneyRate rate)
    {
        try
        {
            rate = MoneyRate.Of(money, isInverse ? new DecimalScale(PowerOfTen(tick.Decimals), 0) : tick);
            return !isInverse || rate.TryOver(tick.Unit, out rate);
        }
        catch (System.ArgumentException)
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

    private void ReadAccount(
        string path, IReadOnlyList<string> names, AccountTerms[] terms, long[] balances)
    {
        string name = reader.Text($"{path}.name", names[0]);
        int account = names.ToList().IndexOf(name);
        if (account < 0)
        {
            reader.Refuse($"{path}.name", $"one of risk.accounts: {string.Join(", ", names)}");
            account = 0;
        }

        terms[account] = new AccountTerms(
            reader.Choice($"{path}.cost", CostMethod.Average, CostMethod.Average, CostMethod.Fifo),
            reader.Choice($"{path}.positions", PositionMode.Netting, PositionMode.Netting, PositionMode.Hedging));
        _margins.Read(path, account);
        if (!reader.Has($"{path}.balance"))
            return;

        balances[account] = reader.Decimal($"{path}.balance", Micro);
        if (balances[account] > LimitCatalog.MoneyMicrosMax)
            reader.Refuse($"{path}.balance", "at most 18014398509");
    }

    /// <summary>Free margin = balance + profit - margin: the limit "margin" at the balance keeps it from going below
    /// zero.</summary>
    private static RiskSetup WithBalance(RiskSetup setup, int account, long micros)
    {
        bool hasLimit = setup.Limits.Any(l =>
            l.Scope == RiskScope.Account && l.ScopeIndex == account && l.Id == LimitId.Margin);
        bool hasCapital = setup.Capital.Any(c => c.Scope == RiskScope.Account && c.ScopeIndex == account);
        return setup with
        {
            Limits = hasLimit
                ? setup.Limits
                : [.. setup.Limits, new LimitSetting(RiskScope.Account, account, LimitId.Margin, micros)],
            Capital = hasCapital
                ? setup.Capital
                : [.. setup.Capital, new CapitalSetting(RiskScope.Account, account, micros)],
        };
    }

    private FeeTerms[] ReadFees()
    {
        bool isTold = reader.Has($"{FeesPath}.maker") || reader.Has($"{FeesPath}.taker");
        long makerPpb = ReadRate($"{FeesPath}.maker", 0);
        long takerPpb = ReadRate($"{FeesPath}.taker", 0);
        var fees = new FeeTerms[instruments.Count];
        for (int i = 0; i < fees.Length; i++)
        {
            string path = $"instruments[{i}].fees";
            isTold |= reader.Has(path);
            fees[i] = new FeeTerms(
                ReadRate($"{path}.maker", makerPpb), ReadRate($"{path}.taker", takerPpb), ReadPerLot(path, i));
        }

        return isTold ? fees : [];
    }

    private long ReadRate(string path, long fallbackPpb)
    {
        if (!reader.Has(path))
            return fallbackPpb;

        string text = reader.Text(path);
        DecimalVerdict verdict = Ppb.TryParse(Encoding.UTF8.GetBytes(text), out long ppb);
        if (verdict == DecimalVerdict.Ok && ppb is >= -FeeTerms.PpbPerOne and <= FeeTerms.PpbPerOne)
            return ppb;

        reader.Refuse(path, "a share of the value in quotes from \"-1\" to \"1\", such as \"0.0005\"");
        return fallbackPpb;
    }

    private long ReadPerLot(string path, int instrument) => reader.Has($"{path}.perLot")
        ? reader.Decimal($"{path}.perLot", instruments[instrument].Money)
        : 0;
}
