using System;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// What gate and twin hold: every exposure of the firm after each step, and the sums and the state of one scope after
/// the other, so that a difference in any shows within a few steps.
/// </summary>
internal static class CampaignComparison
{
    /// <summary>The first difference, or null.</summary>
    public static string? DifferenceOf(PreTradeRisk risk, Twin twin, int step)
    {
        for (int i = 0; i < risk.InstrumentCount; i++)
        {
            Exposure held = risk.ExposureOf(i);
            var expected = (
                twin.Book.Position(Twin.Everything, i), twin.Book.OpenLots(Twin.Everything, i, Side.Buy),
                twin.Book.OpenLots(Twin.Everything, i, Side.Sell));
            var has = (held.PositionLots, held.OpenBuyLots, held.OpenSellLots);
            if (expected != has)
                return $"instrument={i}, expected={expected}, has={has}";
        }

        int row = step % risk.Scopes.RowCount;
        (RiskScope kind, int index) = risk.Scopes.ScopeOf(row);
        return kind is RiskScope.Cluster or RiskScope.Instrument
            ? DifferenceIn(risk, twin, "firm", row: 0)
            : DifferenceIn(risk, twin, twin.Scopes.NameOf(kind, index), row);
    }

    private static string? DifferenceIn(PreTradeRisk risk, Twin twin, string scope, int row)
    {
        Func<int, int, bool> belongs = twin.Scopes.Belongs(scope);
        TwinBook.Sums sums = twin.SumsOf(scope);
        ScopeRow held = risk.ScopeOf(row);
        var expected = (
            sums.Gross, sums.Up, sums.Down, sums.Open, sums.Margin, twin.Book.Executed(belongs),
            (long)twin.Book.Open.Count(o => belongs(o.Strategy, o.Instrument)), twin.Scopes.StateOf(scope));
        var has = (
            held.GrossMicros, held.NetUpMicros, held.NetDownMicros, held.OpenMicros, held.MarginMicros,
            held.ExecutedMicros, held.OpenOrderCount, held.State);
        return expected == has ? null : $"{scope}: expected={expected}, has={has}";
    }
}
