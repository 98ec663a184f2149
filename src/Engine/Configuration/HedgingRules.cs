using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>What follows from `accounting.accounts[].positions` beyond the books. Set-up only.</summary>
internal static class HedgingRules
{
    /// <summary>Whether each account is long and short apart; empty where none is.</summary>
    public static IReadOnlyList<bool> ByAccount(IReadOnlyList<AccountTerms> terms) =>
        terms.Any(Hedges) ? [.. terms.Select(Hedges)] : [];

    /// <summary>Whether the account of each strategy is, the operator's last; empty where none is.</summary>
    public static IReadOnlyList<bool> ByStrategy(RiskSetup setup) => setup.Hedges.Count == 0
        ? []
        : [.. setup.Strategies.Select(strategy => setup.Hedges[strategy.AccountIndex]), setup.Hedges[0]];

    /// <summary>An account may hedge only where its orders can say what they close.</summary>
    public static void Check(ConfigurationReader reader, RiskSetup setup, VenueDialect dialect)
    {
        if (setup.Hedges.Count > 0 && !dialect.NamesLegs)
        {
            string known = string.Join(" or ", VenueDialect.All.Where(d => d.NamesLegs).Select(d => d.Name));
            reader.Refuse("venue.dialect", $"{known} where an account hedges: in others orders name no leg to close");
        }
    }

    private static bool Hedges(AccountTerms terms) => terms.Mode == PositionMode.Hedging;
}
