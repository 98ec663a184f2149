using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Probability that a fair value gap is fully filled within the next bars, learned as the series goes: counts by size
/// in ATR, age, share filled so far and distance of the close from the far edge, each cell smoothed towards the coarser
/// one that leaves the distance out, that one towards size and age, and that towards Laplace's one half. A forecast
/// made at some ages of a gap is scored when its horizon is over and only then learned from: nothing is known early.
/// O(1) amortised, some 45 KiB, 0 bytes after construction.
/// </summary>
public sealed class FillProbability
{
    private const int RecentCapacity = 256;
    private const double PriorWeight = 4; // Observations that the coarser cell counts for.

    // An array: a span of literals allocates at each use where the compiler does not optimize.
    private static readonly int[] AgeLimits = [0, 1, 2, 5, 10, 20, 50];
    private static readonly double[] SizeLimits = [0.1, 0.25, 0.5, 1];
    private static readonly double[] FillLimits = [0.001, 0.5, 0.8];
    private static readonly double[] DistanceLimits = [0.25, 0.5, 1, 1.5, 2.5, 4];

    private readonly int _horizonBars;
    private readonly RecentGap[] _recent = new RecentGap[RecentCapacity]; // By the row at which they became known.
    private readonly int[] _recentRows = new int[RecentCapacity]; // Their rows plus one, packed: most rows have no gap.
    private readonly Cell[] _bySizeAndAge;
    private readonly Cell[] _byFill;
    private readonly Cell[] _byDistance;
    private readonly Forecast[] _decided = new Forecast[Ages.Length];
    private int _decidedCount;

    /// <param name="horizonBars">Bars within which a fill counts, 1 to 100.</param>
    public FillProbability(int horizonBars = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizonBars, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizonBars, 100);
        _horizonBars = horizonBars;
        int ages = Ages.Length;
        _bySizeAndAge = new Cell[(SizeLimits.Length + 1) * ages];
        _byFill = new Cell[_bySizeAndAge.Length * (FillLimits.Length + 1)];
        _byDistance = new Cell[_byFill.Length * (DistanceLimits.Length + 1)];
    }

    /// <summary>Ages, in bars since a gap became known, at which forecasts are made.</summary>
    public static ReadOnlySpan<int> Ages => AgeLimits;

    /// <summary>Forecasts whose outcome the last bar decided.</summary>
    public ReadOnlySpan<Forecast> Decided => _decided.AsSpan(0, _decidedCount);

    /// <summary>Takes the last bar of <paramref name="bars"/>, which keeps 256, after the gaps have.</summary>
    public void Update(BarWindow bars, FairValueGaps gaps, PriceContext context)
    {
        int row = bars.LastRow;
        _decidedCount = 0;
        _recentRows[row % RecentCapacity] = 0;
        if (gaps.Confirmed != 0 && !double.IsNaN(context.Atr))
        {
            Zone gap = gaps.ConfirmedGap;
            _recent[row % RecentCapacity] = new RecentGap(gap.Top, gap.Bottom, gap.Score, row, gaps.Confirmed);
            _recentRows[row % RecentCapacity] = row + 1;
        }

        for (int i = 0; i < Ages.Length; i++)
        {
            Decide(row - Ages[i] - _horizonBars, i, bars);
            Predict(row - Ages[i], i, bars, context);
        }
    }

    /// <summary>Probability now.</summary>
    /// <param name="sizeAtr">Size of the gap in ATR(14) when it became known.</param>
    /// <param name="ageBars">Bars since then.</param>
    /// <param name="filledShare">Share filled so far, below 1.</param>
    /// <param name="distanceAtr">From the last close to the far edge, in ATR(14).</param>
    public FillEstimate Estimate(double sizeAtr, int ageBars, double filledShare, double distanceAtr)
    {
        int age = Ages.Length - 1;
        while (age > 0 && Ages[age] > ageBars)
            age--;

        int cell = CellOf(sizeAtr, age, filledShare, distanceAtr);
        return new FillEstimate(ProbabilityOf(cell), _byDistance[cell].Count);
    }

    /// <summary>Carries everything later estimates depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_horizonBars);
        state.Values<RecentGap>(_recent);
        state.Values<int>(_recentRows);
        state.Values<Cell>(_bySizeAndAge);
        state.Values<Cell>(_byFill);
        state.Values<Cell>(_byDistance);
    }

    private void Predict(int knownRow, int age, BarWindow bars, PriceContext context)
    {
        if (!TryFind(knownRow, out int place))
            return;

        ref RecentGap gap = ref _recent[place];
        Scan(ref gap, bars);
        if (gap.FullRow != 0)
            return;

        double distance = (gap.Sign * bars.Last.Close - gap.Bottom) / context.Atr;
        double filled = Math.Clamp((gap.Top - gap.Deepest) / (gap.Top - gap.Bottom), 0, 1);
        int cell = CellOf(gap.SizeAtr, age, filled, distance);
        gap.Cells[age] = cell + 1; // 0: no forecast.
        gap.Chances[age] = ProbabilityOf(cell);
    }

    private void Decide(int knownRow, int age, BarWindow bars)
    {
        if (!TryFind(knownRow, out int place))
            return;

        ref RecentGap gap = ref _recent[place];
        Scan(ref gap, bars);
        int cell = gap.Cells[age] - 1;
        if (cell < 0)
            return;

        bool isFilled = gap.FullRow != 0;
        _decided[_decidedCount++] = new Forecast(gap.SizeAtr, Ages[age], gap.Chances[age], isFilled);
        Learn(ref _byDistance[cell], isFilled);
        Learn(ref _byFill[cell / (DistanceLimits.Length + 1)], isFilled);
        Learn(ref _bySizeAndAge[cell / (DistanceLimits.Length + 1) / (FillLimits.Length + 1)], isFilled);
    }

    private bool TryFind(int knownRow, out int place)
    {
        place = knownRow & (RecentCapacity - 1);
        return _recentRows[place] == knownRow + 1 && knownRow >= 0;
    }

    // Each bar of a gap's youth is looked at once, when one of its ages comes up.
    private static void Scan(ref RecentGap gap, BarWindow bars)
    {
        for (; gap.ScannedRow < bars.LastRow && gap.FullRow == 0; gap.ScannedRow++)
        {
            double low = SidedBar.Of(in bars[gap.ScannedRow + 1], gap.Sign).Low;
            gap.Deepest = Math.Min(gap.Deepest, low);
            if (low <= gap.Bottom)
                gap.FullRow = gap.ScannedRow + 1;
        }
    }

    private static int CellOf(double sizeAtr, int age, double filled, double distance)
    {
        int cell = BucketOf(sizeAtr, SizeLimits) * Ages.Length + age;
        cell = cell * (FillLimits.Length + 1) + BucketOf(filled, FillLimits);
        return cell * (DistanceLimits.Length + 1) + BucketOf(distance, DistanceLimits);
    }

    private static int BucketOf(double value, ReadOnlySpan<double> limits)
    {
        int bucket = 0;
        while (bucket < limits.Length && value >= limits[bucket])
            bucket++;

        return bucket;
    }

    private double ProbabilityOf(int cell)
    {
        int fillCell = cell / (DistanceLimits.Length + 1);
        double chance = _bySizeAndAge[fillCell / (FillLimits.Length + 1)].Smooth(0.5, 2);
        chance = _byFill[fillCell].Smooth(chance, PriorWeight);
        return _byDistance[cell].Smooth(chance, PriorWeight);
    }

    private static void Learn(ref Cell cell, bool isFilled) =>
        cell = new Cell(cell.Count + 1, cell.FilledCount + (isFilled ? 1 : 0));

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Cell(int Count, int FilledCount)
    {
        public double Smooth(double prior, double weight) => (FilledCount + prior * weight) / (Count + weight);
    }

    [InlineArray(7)]
    private struct CellsByAge
    {
        private int _first;
    }

    [InlineArray(7)]
    private struct ChancesByAge
    {
        private double _first;
    }

    /// <summary>A young gap seen from its side. No padding.</summary>
    private struct RecentGap
    {
        public double Top;
        public double Bottom;
        public double SizeAtr;
        public double Deepest;
        public ChancesByAge Chances;
        public CellsByAge Cells;
        public int Sign;
        public int ScannedRow;
        public int FullRow;

        public RecentGap(double top, double bottom, double sizeAtr, int row, int sign)
        {
            Top = top;
            Bottom = bottom;
            SizeAtr = sizeAtr;
            Deepest = double.PositiveInfinity;
            ScannedRow = row;
            Sign = sign;
        }
    }
}

/// <summary>An estimate and how much it rests on.</summary>
/// <param name="Probability">0 to 1.</param>
/// <param name="Count">Observations of the finest cell.</param>
public readonly record struct FillEstimate(double Probability, int Count);

/// <summary>A forecast and what came of it.</summary>
/// <param name="SizeAtr">Size of the gap in ATR(14).</param>
/// <param name="AgeBars">Its age when the forecast was made.</param>
/// <param name="Probability">The forecast.</param>
/// <param name="IsFilled">Fully filled within the horizon.</param>
public readonly record struct Forecast(double SizeAtr, int AgeBars, double Probability, bool IsFilled);
