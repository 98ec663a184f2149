namespace LowLatencyEngine.Risk.Bars;

/// <summary>How prices are cut into bars and what is averaged over them. Immutable.</summary>
/// <param name="BarNs">Length of a bar, ns; bars begin at multiples of it since the epoch.</param>
/// <param name="RangeBars">Bars of the average true range, 1 or more.</param>
/// <param name="Decay">Weight that the variance keeps of the bars before the latest, above 0 and below 1.</param>
public sealed record BarTerms(long BarNs, int RangeBars, double Decay);
