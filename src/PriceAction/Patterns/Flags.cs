using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Flags and pennants: a pole between opposite window extremes, then a flag at most half as wide and three quarters as
/// high, confirmed when a value breaks the trend line fitted to it. O(1) while the flag is too wide or too high, else
/// O(its width). Source: neurotrader888's TechnicalAnalysisAutomation.
/// </summary>
public sealed class Flags
{
    private readonly RollingExtremes _extremes;
    private readonly ValueWindow _values;
    private readonly double _tolerance;
    private int _topRow = -1;
    private int _bottomRow = -1;
    private Pole _bull;
    private Pole _bear;

    /// <param name="order">Rows on each side of an extreme.</param>
    /// <param name="capacity">Rows that pole and flag may span; longer ones are not found.</param>
    /// <param name="tolerance">By how much a value may cross its trend line, as a share of the value at the tip where
    /// prices are given; for logarithms the source has 1e-5, absolute: give it negated.</param>
    public Flags(int order, int capacity, double tolerance)
    {
        _extremes = new RollingExtremes(order);
        _values = new ValueWindow(capacity);
        _tolerance = tolerance;
    }

    /// <summary>Bearish pattern that the last value confirmed; Direction 0: none.</summary>
    public FlagPattern Bear { get; private set; }

    /// <summary>Bullish one.</summary>
    public FlagPattern Bull { get; private set; }

    /// <summary>Takes the value of the next row.</summary>
    public void Update(double value)
    {
        _values.Add(value);
        _extremes.Update(value);
        if (_extremes.IsTop)
        {
            _topRow = _extremes.Row;
            if (_bottomRow >= 0)
                _bull = Pole.Start(1, _bottomRow, _topRow, _values);
        }

        if (_extremes.IsBottom)
        {
            _bottomRow = _extremes.Row;
            if (_topRow >= 0)
                _bear = Pole.Start(-1, _topRow, _bottomRow, _values);
        }

        Bear = Check(-1, ref _bear);
        Bull = Check(1, ref _bull);
    }

    /// <summary>Tells of what the last value confirmed; score: height of the flag over the pole's.</summary>
    public void Tell(PriceEventBuffer output)
    {
        Tell(Bear, output);
        Tell(Bull, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _extremes.Transfer(ref state);
        _values.Transfer(ref state);
        state.Value(ref _topRow);
        state.Value(ref _bottomRow);
        state.Value(ref _bull);
        state.Value(ref _bear);
    }

    private FlagPattern Check(int sign, ref Pole pole)
    {
        if (pole.Exists == 0)
            return default;

        int last = _values.LastRow;
        FlagPattern pattern = Judge(sign, in pole, last);
        if (pattern.Direction != 0)
            pole = default;
        else
            pole.Advance(sign, _values[last]);

        return pattern;
    }

    private FlagPattern Judge(int sign, in Pole pole, int last)
    {
        double tip = sign * _values[pole.TipRow];
        double poleHeight = tip - sign * _values[pole.BaseRow];
        int poleWidth = pole.TipRow - pole.BaseRow;
        int flagWidth = last - pole.TipRow;
        double flagHeight = tip - pole.Deepest;
        if (pole.Highest > tip || flagWidth > poleWidth * 0.5 || flagHeight > poleHeight * 0.75)
            return default;

        double tolerance = _tolerance < 0 ? -_tolerance : _tolerance * Math.Abs(tip);
        (TrendLine support, TrendLine resistance) = TrendLine.Fit(_values.Slice(pole.TipRow, last), tolerance);
        TrendLine broken = sign > 0 ? resistance : support;
        if (sign * _values[last] <= sign * broken.At(flagWidth + 1))
            return default;

        TrendLine other = sign > 0 ? support : resistance;
        return new FlagPattern
        {
            Direction = sign,
            IsPennant = sign * other.Slope > 0,
            BaseRow = pole.BaseRow,
            TipRow = pole.TipRow,
            FlagWidth = flagWidth,
            FlagHeight = flagHeight,
            PoleWidth = poleWidth,
            PoleHeight = poleHeight,
            Support = support,
            Resistance = resistance,
        };
    }

    private void Tell(in FlagPattern pattern, PriceEventBuffer output)
    {
        if (pattern.Direction == 0)
            return;

        ref PriceEvent told = ref output.Add(
            pattern.IsPennant ? PriceEventKind.Pennant : PriceEventKind.Flag, pattern.TipRow);
        told.OtherRow = pattern.BaseRow;
        told.Count = pattern.FlagWidth;
        told.Score = pattern.FlagHeight / pattern.PoleHeight;
        double tip = pattern.Direction * _values[pattern.TipRow];
        told.SetEdges(pattern.Direction, tip, tip - pattern.PoleHeight);
    }

    /// <summary>A pole that waits for its flag; extremes since the tip seen from its side. No padding.</summary>
    private struct Pole
    {
        public double Deepest; // From the tip on, the last value not included.
        public double Highest; // After the tip.
        public int BaseRow;
        public int TipRow;
        public long Exists; // 0 or 1; long, so that there is no padding.

        public static Pole Start(int sign, int baseRow, int tipRow, ValueWindow values)
        {
            var pole = new Pole
            {
                BaseRow = baseRow,
                TipRow = tipRow,
                Exists = baseRow >= values.FirstRow ? 1 : 0,
                Deepest = sign * values[tipRow],
                Highest = double.NegativeInfinity,
            };
            for (int row = tipRow + 1; row < values.LastRow; row++)
                pole.Advance(sign, values[row]);

            return pole;
        }

        public void Advance(int sign, double value)
        {
            Deepest = Math.Min(Deepest, sign * value);
            Highest = Math.Max(Highest, sign * value);
        }
    }
}
