using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Recorded.Survey;

/// <summary>Places of the numbers of one instrument.</summary>
internal sealed class InstrumentPlaces
{
    public DecimalPlaces Price { get; } = new();

    public DecimalPlaces Qty { get; } = new();

    /// <summary>An instrument whose steps are one unit of the last place.</summary>
    public Instrument ToInstrument(int index, string symbol) => new(
        index, symbol, symbol, "", new DecimalScale(1, Price.Count), new DecimalScale(1, Qty.Count), Multiplier: 1);
}
