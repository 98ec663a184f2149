namespace LowLatencyEngine.Indicators.Candles;

/// <summary>Views of the last five candles, oldest first; the number says how many bars before the last.</summary>
internal readonly ref struct LastCandles(
    in Candle before4, in Candle before3, in Candle before2, in Candle before1, in Candle last)
{
    public readonly ref readonly Candle Before4 = ref before4;
    public readonly ref readonly Candle Before3 = ref before3;
    public readonly ref readonly Candle Before2 = ref before2;
    public readonly ref readonly Candle Before1 = ref before1;
    public readonly ref readonly Candle Last = ref last;
}
