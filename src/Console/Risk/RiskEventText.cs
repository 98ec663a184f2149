using System.Text.Json;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Console.Risk;

/// <summary>What risk adds to journal records, as JSON: reasons of refusals, and who ordered what and why.</summary>
internal static class RiskEventText
{
    /// <summary>Reason with values as they are counted: ticks, lots, micro-units.</summary>
    public static void WriteDenial(Utf8JsonWriter json, in EngineEvent e)
    {
        string scope = e.Order.DenialScope == RiskScope.None
            ? ""
            : $"{JsonNamingPolicy.CamelCase.ConvertName(e.Order.DenialScope.ToString())}[{e.Order.DenialScopeIndex}]";
        json.WriteString("reason", DenialText.Of(e.Order.Verdict, scope, in e.Denial, e.Order.QtyLots));
        json.WriteNumber("fixReason", DenialText.OrdRejReason(e.Order.Verdict));
    }

    /// <summary>Nothing for commands that are not of risk.</summary>
    public static void WriteAct(Utf8JsonWriter json, in EngineEvent e)
    {
        if (e.Act.Scope == RiskScope.None)
            return;

        json.WriteString("scope", JsonNamingPolicy.CamelCase.ConvertName(e.Act.Scope.ToString()));
        json.WriteNumber("scopeIndex", e.Act.ScopeIndex);
        if (e.Command.Kind == CommandKind.LimitSet)
        {
            json.WriteString("limit", LimitCatalog.Find((LimitId)e.Act.LimitCode)?.Name ?? "");
            json.WriteString("tier", JsonNamingPolicy.CamelCase.ConvertName(e.Act.Tier.ToString()));
        }

        if (e.Act.QtyLots != 0)
            json.WriteNumber("qtyLots", e.Act.QtyLots);

        json.WriteString("who", ActText.Read(e.Act.Who));
        json.WriteString("why", ActText.Read(e.Act.Reason));
    }
}
