using System.Text.Json;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Console;

/// <summary>
/// The payload of an Analysis record as fields of a JSON object: levels as exact decimals, statistics as numbers.
/// Allocates; never on a hot thread.
/// </summary>
internal static class AnalysisText
{
    /// <summary>Writes the fields; levels stay in ticks where the instrument is unknown.</summary>
    public static void Write(Utf8JsonWriter json, in AnalysisEvent e, Instrument? instrument)
    {
        json.WriteNumber("frame", e.FrameIndex);
        json.WriteString("subject", e.Subject.ToString());
        json.WriteString("fact", FactOf(in e));
        if (e.EventId != 0)
            json.WriteNumber("id", e.EventId);

        if (e.ReferenceId != 0)
            json.WriteNumber("referenceId", e.ReferenceId);

        json.WriteString("barTime", EventText.Time(e.BarTimestampNs));
        json.WriteNumber("row", e.Row);
        json.WriteNumber("knownRow", e.KnownRow);
        json.WriteNumber("otherRow", e.OtherRow);
        json.WriteNumber("direction", e.Direction);
        if (e.ScaleCode != 0)
            json.WriteString("scale", ((PriceScale)e.ScaleCode).ToString());

        WriteLevels(json, in e, instrument);
        if (e.Subject == AnalysisSubject.Condition && LabelOf(in e) is { } label)
            json.WriteString("label", label);
        else
            json.WriteNumber("count", e.Count);

        WriteStatistic(json, "score", e.Score);
    }

    private static void WriteLevels(Utf8JsonWriter json, in AnalysisEvent e, Instrument? instrument)
    {
        DecimalScale scale = instrument?.Price ?? new DecimalScale(1, 0);
        json.WriteString("high", scale.ToString(e.HighTicks));
        json.WriteString("low", scale.ToString(e.LowTicks));
        WriteStatistic(json, "highValue", e.High);
        WriteStatistic(json, "lowValue", e.Low);
    }

    /// <summary>JSON has no NaN: a statistic that is not known is left out.</summary>
    private static void WriteStatistic(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
    }

    private static string FactOf(in AnalysisEvent e) => e.Subject switch
    {
        AnalysisSubject.Condition => ((ConditionEvents)e.KindCode).ToString(),
        AnalysisSubject.DataQuality => ((DataRules)e.KindCode).ToString(),
        _ => ((PriceEventKind)e.KindCode).ToString(),
    };

    private static string? LabelOf(in AnalysisEvent e) => (ConditionEvents)e.KindCode switch
    {
        ConditionEvents.TrendChanged => ((TrendRegime)e.Count).ToString(),
        ConditionEvents.VolatilityChanged => ((VolatilityRegime)e.Count).ToString(),
        _ => null,
    };
}
