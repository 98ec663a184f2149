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

    /// <summary>A value of a tier as people write it.</summary>
    public static string ValueOf(LimitTier tier, LimitDescription limit, Instrument? instrument, long value)
    {
        if (tier == LimitTier.Shadow)
            return value == 0 ? LimitText.Off : "on";

        return LimitText.Format(limit, instrument, value);
    }

    /// <summary>What came of an operator's command: who claimed to give it and which account did.</summary>
    /// <param name="instruments">Of the journal.</param>
    public static void WriteOutcome(Utf8JsonWriter json, in OperatorAct act, InstrumentTable instruments)
    {
        json.WriteString("command", act.Kind.ToString());
        if (act.Outcome != ActOutcome.None)
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(act.Outcome.ToString()));

        Instrument? instrument = WriteScope(json, act.Scope, act.ScopeIndex, instruments);
        LimitDescription? limit =
            act.Kind == CommandKind.LimitSet ? LimitCatalog.Find((LimitId)act.LimitCode) : null;
        if (limit is not null)
        {
            json.WriteString("limit", limit.Name);
            json.WriteString("tier", JsonNamingPolicy.CamelCase.ConvertName(act.Tier.ToString()));
            json.WriteString("before", ValueOf(act.Tier, limit, instrument, act.Before));
            json.WriteString("value", ValueOf(act.Tier, limit, instrument, act.After));
        }
        else if (act.After != 0)
        {
            json.WriteNumber("argument", act.After);
        }

        json.WriteString("who", ActText.Read(act.Who));
        json.WriteString("user", ActText.Read(act.User));
        if (act.UserCode != 0)
            json.WriteNumber("uid", act.UserCode - 1);

        json.WriteString("why", ActText.Read(act.Reason));
    }

    /// <summary>The instrument, where it is one.</summary>
    private static Instrument? WriteScope(
        Utf8JsonWriter json, RiskScope scope, int scopeIndex, InstrumentTable instruments)
    {
        if (scope == RiskScope.None)
            return null;

        json.WriteString("scope", JsonNamingPolicy.CamelCase.ConvertName(scope.ToString()));
        json.WriteNumber("scopeIndex", scopeIndex);
        if (scope != RiskScope.Instrument || (uint)scopeIndex >= (uint)instruments.Count)
            return null;

        json.WriteString("instrument", instruments[scopeIndex].Symbol);
        return instruments[scopeIndex];
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

        Instrument? instrument = WriteScope(json, e.Act.Scope, e.Act.ScopeIndex, instruments);
        if (e.Command.Kind == CommandKind.LimitSet)
        {
            LimitDescription? limit = LimitCatalog.Find((LimitId)e.Act.LimitCode);
            json.WriteString("limit", limit?.Name ?? "");
            if (limit is not null)
                json.WriteString("value", ValueOf(e.Act.Tier, limit, instrument, e.Command.Argument));

            json.WriteString("tier", JsonNamingPolicy.CamelCase.ConvertName(e.Act.Tier.ToString()));
        }

        if (e.Act.QtyLots != 0)
            json.WriteNumber("qtyLots", e.Act.QtyLots);

        json.WriteString("who", ActText.Read(e.Act.Who));
        json.WriteString("why", ActText.Read(e.Act.Reason));
    }
}
