using System.Text.Json;
using LowLatencyEngine.Console.Risk;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console;

/// <summary>The closing of a position that stalls or goes on, as fields of a record's JSON.</summary>
internal static class StallText
{
    /// <param name="json">Inside the record's object.</param>
    /// <param name="e">The record.</param>
    /// <param name="instrument">Null where the record names none; lots are written as they are then.</param>
    public static void Write(Utf8JsonWriter json, in EngineEvent e, Instrument? instrument)
    {
        ref readonly ClosingStall stall = ref e.Stall;
        string scope = RiskEventText.ScopeOf(stall.DenialScope, stall.DenialScopeIndex, instrument);
        json.WriteNumber("strategyIndex", stall.StrategyIndex);
        json.WriteString("change", stall.Change.ToString());
        json.WriteString("cause", stall.Cause.ToString());
        json.WriteString("left", AccountText.Qty(instrument, stall.LeftLots));
        json.WriteString("tried", AccountText.Qty(instrument, stall.TriedLots));
        json.WriteString("since", EventText.Time(stall.SinceTimestampNs));
        json.WriteString("verdict", stall.Verdict.ToString());
        json.WriteString("reason", StallReport.ReasonOf(in stall, instrument, scope));
    }
}
