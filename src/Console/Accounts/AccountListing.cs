using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Engine.Reporting;

namespace LowLatencyEngine.Console.Accounts;

/// <summary>Accounts as lines for people.</summary>
internal static class AccountListing
{
    private const string NoBalance = "0.000000";

    public static void Print(IReadOnlyList<AccountStatement> accounts)
    {
        foreach (AccountStatement a in accounts)
        {
            Out.Data($"account    {a.Account} {Worth(a)} {a.Currency}{InBase(a)}; {a.Cost} cost, {a.Positions}");
            foreach (HoldingStatement h in a.ByInstrument)
            {
                string shortSide = h.Short == "0" ? "" : $"{h.Short} at {h.ShortAverage}, ";
                string longSide = h.Long == "0" && shortSide.Length > 0 ? "" : $"{h.Long} at {h.LongAverage}, ";
                Out.Data($"           {h.Symbol} {longSide}{shortSide}realized {h.Realized}, " +
                    $"unrealized {h.Unrealized}, fees {h.Fees}, funding {h.Funding}, margin share {h.MarginShare}" +
                    (h.MergedFills == 0 ? "" : $", {h.MergedFills} fills not kept apart"));
            }

            foreach (CurrencyStatement c in a.ByCurrency)
            {
                Out.Data($"           in {c.Currency}: realized {c.Realized}, unrealized {c.Unrealized}, " +
                    $"fees {c.Fees}, funding {c.Funding}");
            }
        }

        if (accounts.Count > 1)
            PrintFirm(accounts);
    }

    /// <summary>Accounts in several currencies add up in the firm's alone.</summary>
    private static void PrintFirm(IReadOnlyList<AccountStatement> accounts)
    {
        bool isKnown = accounts.All(a => decimal.TryParse(a.BaseEquity, CultureInfo.InvariantCulture, out _));
        string equity = isKnown
            ? accounts.Sum(a => decimal.Parse(a.BaseEquity, CultureInfo.InvariantCulture))
                .ToString(CultureInfo.InvariantCulture)
            : "unknown";
        Out.Data($"firm       equity {equity} {accounts[0].BaseCurrency}");
    }

    private static string InBase(AccountStatement a) =>
        a.Currency == a.BaseCurrency ? "" : $", equity {a.BaseEquity} {a.BaseCurrency} at {a.Rate}";

    /// <summary>Without a balance there is nothing to be free.</summary>
    private static string Worth(AccountStatement a) => a.Balance == NoBalance
        ? $"profit {a.Profit}, margin {a.Margin}"
        : $"equity {a.Equity} = {a.Balance} + {a.Profit}, margin {a.Margin}, free {a.Free}";
}
