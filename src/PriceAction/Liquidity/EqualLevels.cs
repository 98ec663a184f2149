using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Equal highs and lows: two leg pivots of one side in a row that differ by less than a share of ATR(200), known when
/// the second is confirmed. O(1) amortised. Source: the published rule of LuxAlgo's EQH and EQL.
/// </summary>
public sealed class EqualLevels
{
    private readonly LegPivots _legs;
    private readonly double _atrShare;

    /// <param name="size">Bars after a pivot; the source has 3.</param>
    /// <param name="atrShare">Of ATR(200); the source has 0.1.</param>
    public EqualLevels(int size = 3, double atrShare = 0.1)
    {
        _legs = new LegPivots(size, PriceScale.None);
        _atrShare = atrShare;
    }

    /// <summary>Takes the last bar of <paramref name="bars"/>, which keeps size bars before it.</summary>
    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        _legs.Update(bars, output);
        Pivot second = _legs.Confirmed;
        Pivot first = _legs.Previous;
        if (!second.Exists || !first.Exists)
            return;

        double difference = second.Level - first.Level;
        if (!(double.Abs(difference) < _atrShare * context.SlowAtr))
            return;

        ref PriceEvent told = ref output.Add(PriceEventKind.EqualLevels, second.Row);
        told.ReferenceId = second.EventId;
        told.OtherRow = first.Row;
        told.Direction = (sbyte)second.Side;
        told.Score = difference;
        (told.High, told.Low) = (double.Max(first.Level, second.Level), double.Min(first.Level, second.Level));
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state) => _legs.Transfer(ref state);
}
