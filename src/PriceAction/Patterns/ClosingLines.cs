using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>What two closing lines look like. The mirror image of ascending is descending, of rising falling.</summary>
public enum ClosingShape
{
    None = 0,
    Symmetrical = 1, // Triangle: the upper line falls, the lower rises.
    Ascending = 2,   // Triangle: the upper line is flat.
    Descending = 3,  // Triangle: the lower line is flat.
    Rising = 4,      // Wedge: both rise.
    Falling = 5,     // Wedge: both fall.
}

/// <summary>
/// Triangles and wedges: lines through the last two highs and the last two lows that close in on each other, told when
/// a close leaves them before they meet; once for the same four pivots. O(1), 0 bytes. Count:
/// <see cref="ClosingShape"/>; direction: of the break; score: share of the first width that is closed at the last
/// pivot; edges: the lines at the break.
/// </summary>
public sealed class ClosingLines
{
    private readonly double _flatAtr;
    private Lines _lines;

    /// <param name="flatAtr">A line that moves less than this many ATR(14) between its two pivots is flat.</param>
    public ClosingLines(double flatAtr = 0.3) => _flatAtr = flatAtr;

    /// <summary>Takes the last bar, after the chain has.</summary>
    public void Update(BarWindow bars, PivotChain chain, PriceContext context, PriceEventBuffer output)
    {
        if (chain.HasChanged && chain.Count >= 4)
            _lines = Lines.Through(chain, _flatAtr * context.Atr);

        if (_lines.Shape == 0)
            return;

        int row = bars.LastRow;
        double upper = _lines.UpperAt(row);
        double lower = _lines.LowerAt(row);
        if (upper <= lower)
            _lines = default; // They met without a break.
        else if (bars.Last.Close > upper)
            Tell(1, row, output);
        else if (bars.Last.Close < lower)
            Tell(-1, row, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state) => state.Value(ref _lines);

    private void Tell(int direction, int row, PriceEventBuffer output)
    {
        bool isWedge = _lines.Shape is (int)ClosingShape.Rising or (int)ClosingShape.Falling;
        ref PriceEvent told = ref output.Add(isWedge ? PriceEventKind.Wedge : PriceEventKind.Triangle, row);
        told.ReferenceId = _lines.NewestId;
        told.OtherRow = _lines.FirstRow;
        told.Count = _lines.Shape;
        told.Direction = (sbyte)direction;
        told.Score = _lines.ClosedShare;
        (told.High, told.Low) = (_lines.UpperAt(row), _lines.LowerAt(row));
        _lines = default;
    }

    /// <summary>Both lines. No padding.</summary>
    private struct Lines
    {
        public double ClosedShare;
        public long NewestId;
        public int FirstRow;
        public int Shape; // 0: the lines do not close.
        private double _upper; // At FirstRow.
        private double _upperSlope;
        private double _lower;
        private double _lowerSlope;

        public readonly double UpperAt(int row) => _upper + (row - FirstRow) * _upperSlope;

        public readonly double LowerAt(int row) => _lower + (row - FirstRow) * _lowerSlope;

        public static Lines Through(PivotChain chain, double flat)
        {
            int high = chain[0].Side > 0 ? 0 : 1;
            int low = 1 - high;
            var lines = new Lines { FirstRow = chain[3].Row, NewestId = chain[0].EventId };
            (lines._upper, lines._upperSlope) = Line(chain[high + 2], chain[high], lines.FirstRow);
            (lines._lower, lines._lowerSlope) = Line(chain[low + 2], chain[low], lines.FirstRow);

            double first = lines._upper - lines._lower;
            double now = lines.UpperAt(chain[0].Row) - lines.LowerAt(chain[0].Row);
            if (now <= 0 || now >= first)
                return default;

            lines.ClosedShare = 1 - now / first;
            lines.Shape = (int)ShapeOf(
                chain[high].Level - chain[high + 2].Level, chain[low].Level - chain[low + 2].Level, flat);
            return lines;
        }

        private static (double AtFirst, double Slope) Line(in Pivot from, in Pivot to, int firstRow)
        {
            double slope = (to.Level - from.Level) / (to.Row - from.Row);
            return (from.Level - (from.Row - firstRow) * slope, slope);
        }

        private static ClosingShape ShapeOf(double upperRise, double lowerRise, double flat)
        {
            int upper = Math.Abs(upperRise) <= flat ? 0 : Math.Sign(upperRise);
            int lower = Math.Abs(lowerRise) <= flat ? 0 : Math.Sign(lowerRise);
            return (upper, lower) switch
            {
                (-1, 1) => ClosingShape.Symmetrical,
                (0, 1) => ClosingShape.Ascending,
                (-1, 0) => ClosingShape.Descending,
                (1, 1) => ClosingShape.Rising,
                (-1, -1) => ClosingShape.Falling,
                _ => ClosingShape.None, // Both flat, or the flat side opens.
            };
        }
    }
}
