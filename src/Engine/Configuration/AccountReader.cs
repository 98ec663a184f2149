using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `accounting` and the fees that stand beside each instrument. Set-up only.
/// </summary>
internal sealed class AccountReader(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
{
    private const string FeesPath = "accounting.fees";

    private static readonly DecimalScale Ppb = new(1, 9);
    private static readonly DecimalScale Micro = new(1, 6);

    private readonly AccountMarginReader _margins = new(reader, instruments);
    private readonly HedgedMarginReader _hedgedMargins = new(reader);
    private readonly Dictionary<int, (string Path, string Name)> _currencies = []; // Of accounts that say one.
    private readonly HashSet<int> _told = [];

    /// <param name="risk">Names the accounts; a balance becomes the margin limit and the capital of its account where
    /// the section "risk" says neither.</param>
    public (AccountConfiguration Accounts, RiskConfiguration Risk) Read(RiskConfiguration risk)
    {
        RiskSetup setup = risk.Setup;
        var rates = new RateReader(reader, instruments, setup.Currencies[0]);
        var terms = new AccountTerms[setup.Accounts.Count];
        long[] balances = new long[terms.Length];
        int count = reader.CountOf("accounting.accounts");
        for (int i = 0; i < count; i++)
            ReadAccount($"accounting.accounts[{i}]", setup.Accounts, terms, balances);

        rates.Read([.. _currencies.Values.Select(c => c.Name)]);
        var accounts = new AccountConfiguration
        {
            Terms = terms, BalanceMicros = balances, Fees = ReadFees(),
            Funding = FundingReader.Read(reader, instruments),
        };
        for (int account = 0; account < balances.Length; account++)
            setup = WithCurrency(setup, account, balances[account], rates);

        setup = rates.WithRates(setup) with
        {
            AccountMargins = _margins.Margins, Hedges = HedgingRules.ByAccount(terms),
            HedgedMargins = _hedgedMargins.ByAccount(terms.Length),
        };
        return (accounts, risk with { Setup = setup });
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

        if (!_told.Add(account))
            reader.Refuse($"{path}.name", "each account once");

        terms[account] = new AccountTerms(
            reader.Choice($"{path}.cost", CostMethod.Average, CostMethod.Average, CostMethod.Fifo),
            reader.Choice($"{path}.positions", PositionMode.Netting, PositionMode.Netting, PositionMode.Hedging));
        _margins.Read(path, account);
        _hedgedMargins.Read(path, account, terms[account].Mode);
        if (reader.Has($"{path}.currency"))
            _currencies[account] = ($"{path}.currency", reader.Text($"{path}.currency"));

        if (!reader.Has($"{path}.balance"))
            return;

        balances[account] = reader.Decimal($"{path}.balance", Micro);
        if (balances[account] > LimitCatalog.MoneyMicrosMax)
            reader.Refuse($"{path}.balance", "at most 18014398509");
    }

    /// <summary>With what the balance of an account is worth to the firm, in whatever currency it is told.</summary>
    private RiskSetup WithCurrency(RiskSetup setup, int account, long micros, RateReader rates)
    {
        bool isOwn = _currencies.TryGetValue(account, out (string Path, string Name) currency);
        if (!isOwn || currency.Name == setup.Currencies[0])
            return micros > 0 ? WithBalance(setup, account, micros) : setup;

        if (rates.TryAccount((account, currency.Name), micros) is not { } own)
        {
            reader.Refuse(
                currency.Path, $"{setup.Currencies[0]}, or a currency that has a rate in accounting.rates");
            return setup;
        }

        setup = setup with { AccountCurrencies = [.. setup.AccountCurrencies, own] };
        return micros > 0 ? WithBalance(setup, account, own.WorthMicros(own.Stated)) : setup;
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
