using System;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>Times of one run, kept whole; room for all is taken beforehand. 0 bytes a sample.</summary>
internal sealed class Samples(int capacity)
{
    private readonly double[] _values = new double[capacity];
    private int _count;

    public double Median => Percentile(50);

    public double Max => Percentile(100);

    public void Add(double value) => _values[_count++] = value;

    public void Clear() => _count = 0;

    /// <summary>The least value that at least so many percent do not exceed. Sorts.</summary>
    public double Percentile(double percent)
    {
        Span<double> values = _values.AsSpan(0, _count);
        values.Sort();
        return values[Math.Max(0, (int)Math.Ceiling(percent / 100 * _count) - 1)];
    }
}
