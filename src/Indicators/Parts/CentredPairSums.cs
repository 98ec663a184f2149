using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Variances and covariance of the last pairs of two series, by sums of distances from a centre near them, renewed as in
/// <see cref="CentredSums"/>. O(1).
/// </summary>
public struct CentredPairSums
{
    private const double Rounding = 1e-14; // Relative error that a window's sums can have.

    private Window _xs;
    private Window _ys;
    private Sums _sums;
    private Sums _fresh;
    private long _freshCount;

    /// <param name="length">Pairs in the window; at least 1.</param>
    public CentredPairSums(int length)
    {
        _xs = new Window(length);
        _ys = new Window(length);
    }

    /// <summary>Whether the sums cover the whole window.</summary>
    public readonly bool IsFull => _xs.IsFull;

    /// <summary>Variance of x times the squared length; 0 where rounding has left no digit of it.</summary>
    public readonly double ScaledVarianceX => Scaled(_sums.Xx, _sums.X * _sums.X);

    /// <summary>Variance of y times the squared length; 0 where rounding has left no digit of it.</summary>
    public readonly double ScaledVarianceY => Scaled(_sums.Yy, _sums.Y * _sums.Y);

    /// <summary>Covariance times the squared length.</summary>
    public readonly double ScaledCovariance => _xs.Length * _sums.Xy - _sums.X * _sums.Y;

    /// <summary>Adds the newest pair and takes the oldest away once the window is full.</summary>
    public void Add(double x, double y)
    {
        if (_freshCount == 0)
            _fresh = new Sums { CentreX = x, CentreY = y };

        if (_xs.Count == 0)
            _sums = _fresh;

        if (_xs.IsFull)
            _sums.Add(_xs.Oldest, _ys.Oldest, sign: -1);

        _sums.Add(x, y, sign: 1);
        _fresh.Add(x, y, sign: 1);
        _xs.Push(x);
        _ys.Push(y);
        if (++_freshCount == _xs.Length)
        {
            _sums = _fresh;
            _freshCount = 0;
        }
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _xs.Clear();
        _ys.Clear();
        _sums = default;
        _fresh = default;
        _freshCount = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        _xs.Transfer(ref state);
        _ys.Transfer(ref state);
        state.Value(ref _sums);
        state.Value(ref _fresh);
        state.Value(ref _freshCount);
    }

    private readonly double Scaled(double squares, double squaredSum)
    {
        double scaledSquares = _xs.Length * squares;
        double variance = scaledSquares - squaredSum;
        return variance > scaledSquares * Rounding ? variance : 0;
    }

    private struct Sums
    {
        public double CentreX;
        public double CentreY;
        public double X;
        public double Y;
        public double Xx;
        public double Yy;
        public double Xy;

        public void Add(double x, double y, double sign)
        {
            x -= CentreX;
            y -= CentreY;
            X += sign * x;
            Y += sign * y;
            Xx += sign * x * x;
            Yy += sign * y * y;
            Xy += sign * x * y;
        }
    }
}
