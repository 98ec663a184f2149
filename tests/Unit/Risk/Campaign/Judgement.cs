using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>What the twin says of an order.</summary>
/// <param name="Verdict">The first check that fails.</param>
/// <param name="Scope">Whose limit.</param>
/// <param name="Total">How much it would come to; 0: not compared.</param>
internal readonly record struct Judgement(RiskVerdict Verdict, string Scope, long Total)
{
    /// <summary>How the gate's latest verdict differs, or null.</summary>
    public string? DifferenceTo(PreTradeRisk risk, RiskVerdict verdict, long addedLots)
    {
        Denial denial = risk.LastDenial;
        bool hasScope = verdict != RiskVerdict.Accepted && denial.Row >= 0;
        string scope = hasScope ? risk.Scopes.NameOf(denial.Row) : "";
        if (Verdict == verdict && Scope == scope && HasTotal(denial.Values, addedLots))
            return null;

        return $"expected={this}, verdict={verdict}, scope={scope}, " +
            $"values={denial.Values.Used}+{denial.Values.Change}>{denial.Values.Limit}";
    }

    /// <summary>Where lots are told, position and open ones are, and the order's stand in the order.</summary>
    private bool HasTotal(RiskDenial values, long addedLots)
    {
        bool isOfLots = Verdict is RiskVerdict.PositionLimit or RiskVerdict.ShortSale;
        long told = values.Used + values.Change + (isOfLots ? addedLots : 0);
        return Verdict == RiskVerdict.Accepted || Total == 0 || Total == told;
    }
}
