using System.Text.Json;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Console.Risk;

/// <summary>What risk adds to journal records, as JSON: reasons of refusals, and who ordered what and why.</summary>
internal static class RiskEventText
{
    /// <summary>Reason with its values in the units of its limit.</summary>
    /// <param name="instrument">Of the order; null where there is none.</param>
    public static void WriteDenial(Utf8JsonWriter json, in EngineEvent e, Instrument? instrument)
    {
        var units = new DenialUnits(e.Order.DenialScope, instrument);
        string scope = ScopeOf(e.Order.DenialScope, e.Order.DenialScopeIndex, instrument);
        json.WriteString(
            "reason", DenialText.Of(e.Order.Verdict, scope, in e.Denial, e.Order.QtyLots, units));
        json.WriteNumber("fixReason", DenialText.OrdRejReason(e.Order.Verdict));
    }

    private static string ValueOf(in EngineEvent e, LimitDescription limit, Instrument? instrument)
    {
        if (e.Act.Tier == LimitTier.Shadow)
            return e.Command.Argument == 0 ? LimitText.Off : "on";

        return LimitText.Format(limit, instrument, e.Command.Argument);
    }

    /// <summary>A scope as far as the journal has its name; empty for none.</summary>
    /// <param name="scope">Of which kind.</param>
    /// <param name="scopeIndex">Among its kind.</param>
    /// <param name="instrument">Of the record; null where there is none.</param>
    public static string ScopeOf(RiskScope scope, int scopeIndex, Instrument? instrument) => scope switch
    {
        RiskScope.None => "",
        RiskScope.Firm => "firm",
        RiskScope.Instrument when instrument is not null => $"instrument:{instrument.Symbol}",
        _ => $"{JsonNamingPolicy.CamelCase.ConvertName(scope.ToString())}[{scopeIndex}]",
    };

    /// <summary>Nothing for commands that are not of risk.</summary>
    /// <param name="instruments">Of the journal.</param>
    public static void WriteAct(Utf8JsonWriter json, in EngineEvent e, InstrumentTable instruments)
    {
        if (e.Act.Scope == RiskScope.None)
            return;

        json.WriteString("scope", JsonNamingPolicy.CamelCase.ConvertName(e.Act.Scope.ToString()));
        json.WriteNumber("scopeIndex", e.Act.ScopeIndex);
        bool isInstrument = e.Act.Scope == RiskScope.Instrument && e.Act.ScopeIndex < instruments.Count;
        Instrument? instrument = isInstrument ? instruments[e.Act.ScopeIndex] : null;
        if (instrument is not null)
            json.WriteString("instrument", instrument.Symbol);

        if (e.Command.Kind == CommandKind.LimitSet)
        {
            LimitDescription? limit = LimitCatalog.Find((LimitId)e.Act.LimitCode);
            json.WriteString("limit", limit?.Name ?? "");
            if (limit is not null)
                json.WriteString("value", ValueOf(in e, limit, instrument));

            json.WriteString("tier", JsonNamingPolicy.CamelCase.ConvertName(e.Act.Tier.ToString()));
        }

        if (e.Act.QtyLots != 0)
            json.WriteNumber("qtyLots", e.Act.QtyLots);

        json.WriteString("who", ActText.Read(e.Act.Who));
        json.WriteString("why", ActText.Read(e.Act.Reason));
    }
}
