using System.Globalization;
using System.Text.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console;

/// <summary>A stop that has fired, as fields of a record's JSON.</summary>
internal static class StopText
{
    /// <param name="json">Inside the record's object.</param>
    /// <param name="stop">What fired.</param>
    /// <param name="instrument">Null where the record names none; ticks and lots are written as they are then.</param>
    public static void Write(Utf8JsonWriter json, in StopFired stop, Instrument? instrument)
    {
        json.WriteNumber("strategyIndex", stop.StrategyIndex);
        json.WriteString("reason", stop.Reason.ToString());
        json.WriteString("qty", AccountText.Qty(instrument, stop.QtyLots));
        json.WriteString("entry", Price(instrument, stop.EntryTicks));
        json.WriteString("best", Price(instrument, stop.BestTicks));
        json.WriteString("stop", Price(instrument, stop.StopTicks));
        json.WriteString("seen", Price(instrument, stop.SeenTicks));
        json.WriteNumber("causeSequence", stop.CauseSequence);
    }

    private static string Price(Instrument? instrument, long ticks) =>
        instrument?.Price.ToString(ticks) ?? ticks.ToString(CultureInfo.InvariantCulture);
}
