using System;

namespace LowLatencyEngine.PriceAction;

/// <summary>Harmonic patterns by the ratios of their legs.</summary>
public enum HarmonicKind
{
    None = 0,
    Gartley = 1,
    Bat = 2,
    Butterfly = 3,
    Crab = 4,
    DeepCrab = 5,
    Cypher = 6,
}

/// <summary>
/// Harmonic patterns: five alternating pivots X, A, B, C, D whose legs stand in given ratios, told when D is confirmed;
/// bullish when D is a low. The pattern with the smallest mean relative error of its ratios, if that is below the
/// limit. O(1) a pivot, 0 bytes. Row: D, other: X; count: <see cref="HarmonicKind"/>; score: 1 minus error over limit.
/// Source: the usual ratio tables (Gartley 1935, Carney); the error rule is this project's.
/// </summary>
public sealed class Harmonics
{
    private static readonly Ratios[] Table =
    [
        new(HarmonicKind.Gartley, new(0.618, 0.618), new(0.382, 0.886), new(1.13, 1.618), new(0.786, 0.786)),
        new(HarmonicKind.Bat, new(0.382, 0.5), new(0.382, 0.886), new(1.618, 2.618), new(0.886, 0.886)),
        new(HarmonicKind.Butterfly, new(0.786, 0.786), new(0.382, 0.886), new(1.618, 2.24), new(1.27, 1.41)),
        new(HarmonicKind.Crab, new(0.382, 0.618), new(0.382, 0.886), new(2.618, 3.618), new(1.618, 1.618)),
        new(HarmonicKind.DeepCrab, new(0.886, 0.886), new(0.382, 0.886), new(2, 3.618), new(1.618, 1.618)),
        new(HarmonicKind.Cypher, new(0.382, 0.618), new(1.13, 1.414), new(1.272, 2), new(0.786, 0.786)),
    ];

    private readonly double _errorMax;

    /// <param name="errorMax">Mean relative error of the four ratios, above 0.</param>
    public Harmonics(double errorMax = 0.1) => _errorMax = errorMax;

    /// <summary>Takes the last bar, after the chain has. Keeps no state of its own.</summary>
    public void Update(PivotChain chain, PriceEventBuffer output)
    {
        if (!chain.HasChanged || chain.Count < 5)
            return;

        var legs = new Legs(
            Math.Abs(chain[3].Level - chain[4].Level), Math.Abs(chain[2].Level - chain[3].Level),
            Math.Abs(chain[1].Level - chain[2].Level), Math.Abs(chain[0].Level - chain[1].Level),
            Math.Abs(chain[0].Level - chain[3].Level));
        HarmonicKind best = HarmonicKind.None;
        double bestError = _errorMax;
        foreach (ref readonly Ratios ratios in Table.AsSpan())
        {
            double error = ratios.ErrorOf(in legs);
            if (error < bestError)
                (best, bestError) = (ratios.Kind, error);
        }

        if (best != HarmonicKind.None)
            Tell(chain, best, 1 - bestError / _errorMax, output);
    }

    private static void Tell(PivotChain chain, HarmonicKind kind, double score, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(PriceEventKind.Harmonic, chain[0].Row);
        told.ReferenceId = chain[0].EventId;
        told.OtherRow = chain[4].Row;
        told.Count = (int)kind;
        told.Score = score;
        told.Direction = (sbyte)-chain[0].Side;
        told.High = Math.Max(chain[0].Level, chain[3].Level);
        told.Low = Math.Min(chain[0].Level, chain[3].Level);
    }

    private readonly record struct Legs(double Xa, double Ab, double Bc, double Cd, double Ad);

    private readonly record struct Span(double From, double To)
    {
        // A leg of no length fits nothing.
        public double ErrorOf(double leg, double by)
        {
            double ratio = by > 0 ? leg / by : double.PositiveInfinity;
            if (ratio < From)
                return 1 - ratio / From;

            return ratio > To ? ratio / To - 1 : 0;
        }
    }

    private readonly record struct Ratios(HarmonicKind Kind, Span Ab, Span Bc, Span Cd, Span Ad)
    {
        public double ErrorOf(in Legs legs) => 0.25 *
            (Ab.ErrorOf(legs.Ab, legs.Xa) + Bc.ErrorOf(legs.Bc, legs.Ab) + Cd.ErrorOf(legs.Cd, legs.Bc) +
            Ad.ErrorOf(legs.Ad, legs.Xa));
    }
}
