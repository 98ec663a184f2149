using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Head and shoulders, tops and bottoms: four alternating window extremes (shoulder, armpit, head, armpit), the right
/// shoulder being the extreme since the last; the head beyond both shoulders, each shoulder beyond the other's
/// midpoint, the two sides at most 2.5 times as long as each other; confirmed when a value crosses the neckline, or,
/// early, the right shoulder's midpoint. Once for the same extremes. O(1) while it does not look like one, else
/// O(length). Source: neurotrader888's TechnicalAnalysisAutomation.
/// </summary>
public sealed class HeadAndShoulders
{
    private const int ExtremaKept = 5;

    private readonly RollingExtremes _extremes;
    private readonly ValueWindow _values;
    private readonly bool _isEarly;
    private readonly int[] _rows = new int[ExtremaKept];  // Oldest first.
    private readonly int[] _types = new int[ExtremaKept]; // +1 top, -1 bottom.
    private int _count;
    private int _isTopLocked; // Found one on these extremes already.
    private int _isBottomLocked;

    /// <param name="order">Rows on each side of an extreme.</param>
    /// <param name="capacity">Rows that a pattern may span; longer ones are not found.</param>
    /// <param name="isEarly">Confirm half-way from the right shoulder.</param>
    public HeadAndShoulders(int order, int capacity, bool isEarly = false)
    {
        _extremes = new RollingExtremes(order);
        _values = new ValueWindow(capacity);
        _isEarly = isEarly;
    }

    /// <summary>Top that the last value confirmed; Direction 0: none.</summary>
    public ShouldersPattern Top { get; private set; }

    /// <summary>Bottom that the last value confirmed; Direction 0: none.</summary>
    public ShouldersPattern Bottom { get; private set; }

    /// <summary>Takes the value of the next row.</summary>
    public void Update(double value)
    {
        _values.Add(value);
        _extremes.Update(value);
        if (_extremes.IsTop)
            Push(1, ref _isBottomLocked);
        if (_extremes.IsBottom)
            Push(-1, ref _isTopLocked);

        Top = default;
        Bottom = default;
        if (_count < ExtremaKept)
            return;

        Bottom = Find(-1, ref _isBottomLocked);
        Top = Find(1, ref _isTopLocked);
    }

    /// <summary>Tells of what the last value confirmed; score: the fit.</summary>
    public void Tell(PriceEventBuffer output)
    {
        Tell(Top, output);
        Tell(Bottom, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _extremes.Transfer(ref state);
        _values.Transfer(ref state);
        state.Values<int>(_rows);
        state.Values<int>(_types);
        state.Value(ref _count);
        state.Value(ref _isTopLocked);
        state.Value(ref _isBottomLocked);
    }

    private void Push(int type, ref int oppositeLock)
    {
        if (_count == ExtremaKept)
        {
            _rows.AsSpan(1).CopyTo(_rows);
            _types.AsSpan(1).CopyTo(_types);
            _count--;
        }

        _rows[_count] = _extremes.Row;
        _types[_count++] = type;
        oppositeLock = 0;
    }

    // A pattern of heads of a type begins and ends its four extremes with that type and its opposite.
    private ShouldersPattern Find(int type, ref int isLocked)
    {
        int first = _types[ExtremaKept - 1] == type ? 0 : 1;
        if (isLocked != 0)
            return default;

        for (int i = first + 1; i < first + 4; i++)
        {
            if (_types[i] == _types[i - 1])
                return default;
        }

        ShouldersPattern found = Check(type, _rows.AsSpan(first, 4));
        if (found.Direction != 0)
            isLocked = 1;

        return found;
    }

    private ShouldersPattern Check(int type, ReadOnlySpan<int> rows)
    {
        int last = _values.LastRow;
        (int shoulder, int armpit, int head, int rightArmpit) = (rows[0], rows[1], rows[2], rows[3]);
        if (last - rightArmpit < 2 || shoulder < _values.FirstRow)
            return default;

        int rightShoulder = FirstExtreme(type, rightArmpit + 1, last);
        double midpoint = 0.5 * (Sided(type, rightShoulder) + Sided(type, rightArmpit));
        if (!HasShape(type, rows, rightShoulder, midpoint))
            return default;

        double slope = (_values[rightArmpit] - _values[armpit]) / (rightArmpit - armpit);
        double neck = _values[armpit] + (last - armpit) * slope;
        if (Sided(type, last) > (_isEarly ? midpoint : type * neck))
            return default;

        int start = FindStart(type, rows, slope, out double neckStart);
        if (start < 0)
            return default;

        var pattern = new ShouldersPattern
        {
            Direction = -type,
            StartRow = start,
            LeftShoulderRow = shoulder,
            LeftArmpitRow = armpit,
            HeadRow = head,
            RightArmpitRow = rightArmpit,
            RightShoulderRow = rightShoulder,
            NeckStart = neckStart,
            NeckEnd = neck,
            NeckSlope = slope,
            HeadHeight = type * (_values[head] - (_values[armpit] + (head - armpit) * slope)),
        };
        return pattern with { Fit = FitOf(in pattern, last) };
    }

    private bool HasShape(int type, ReadOnlySpan<int> rows, int rightShoulder, double rightMidpoint)
    {
        double left = Sided(type, rows[0]);
        double right = Sided(type, rightShoulder);
        if (Sided(type, rows[2]) <= Math.Max(left, right))
            return false;

        double leftMidpoint = 0.5 * (left + Sided(type, rows[1]));
        if (left < rightMidpoint || right < leftMidpoint)
            return false;

        int rightSpan = rightShoulder - rows[2];
        int leftSpan = rows[2] - rows[0];
        return rightSpan <= 2.5 * leftSpan && leftSpan <= 2.5 * rightSpan;
    }

    // The first row before the left shoulder that lies beyond the neckline, no farther than the head is wide.
    private int FindStart(int type, ReadOnlySpan<int> rows, double slope, out double neckStart)
    {
        int width = rows[3] - rows[1];
        for (int j = 1; j < width; j++)
        {
            int row = rows[0] - j;
            neckStart = _values[rows[1]] + (row - rows[1]) * slope;
            if (row < _values.FirstRow)
                return -1;
            if (Sided(type, row) < type * neckStart)
                return row;
        }

        neckStart = 0;
        return -1;
    }

    private double FitOf(in ShouldersPattern pattern, int last)
    {
        ReadOnlySpan<double> data = _values.Slice(pattern.StartRow, last);
        double mean = 0;
        foreach (double value in data)
            mean += value;
        mean /= data.Length;

        ReadOnlySpan<int> knots =
        [
            pattern.StartRow, pattern.LeftShoulderRow, pattern.LeftArmpitRow, pattern.HeadRow,
            pattern.RightArmpitRow, pattern.RightShoulderRow, last,
        ];
        double residual = 0;
        double total = 0;
        for (int i = 0; i + 1 < knots.Length; i++)
        {
            double from = i == 0 ? pattern.NeckStart : _values[knots[i]];
            double slope = (_values[knots[i + 1]] - from) / (knots[i + 1] - knots[i]);
            for (int row = knots[i]; row < knots[i + 1]; row++)
            {
                double value = _values[row];
                double error = value - (from + (row - knots[i]) * slope);
                residual += error * error;
                total += (value - mean) * (value - mean);
            }
        }

        return 1 - residual / total;
    }

    private int FirstExtreme(int type, int from, int to)
    {
        int best = from;
        for (int row = from + 1; row < to; row++)
        {
            if (Sided(type, row) > Sided(type, best))
                best = row;
        }

        return best;
    }

    private double Sided(int type, int row) => type * _values[row];

    private void Tell(in ShouldersPattern pattern, PriceEventBuffer output)
    {
        if (pattern.Direction == 0)
            return;

        ref PriceEvent told = ref output.Add(PriceEventKind.HeadAndShoulders, pattern.HeadRow);
        told.OtherRow = pattern.StartRow;
        told.Count = pattern.RightShoulderRow;
        told.Direction = (sbyte)pattern.Direction;
        told.Score = pattern.Fit;
        double head = _values[pattern.HeadRow];
        (told.High, told.Low) = (Math.Max(head, pattern.NeckEnd), Math.Min(head, pattern.NeckEnd));
    }
}
