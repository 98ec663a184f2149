using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Hurst exponent, raw and corrected for short samples: 0.5 a walk, above it trends, below it returns.
/// </summary>
public readonly record struct HurstValue(double Exponent, double Corrected);

/// <summary>
/// Hurst exponent of the last log returns by rescaled range: the window is cut into 1, 2, 4 ... 32 chunks of more than
/// 7 returns, and the exponent is the slope of log(mean range / deviation) over log(chunk size). The corrected one
/// first subtracts what a walk would have (Anis and Lloyd, 1976) and adds its limit. O(period * cuts). First value at
/// row period; none (NaN) on flat input. Source: Hurst (1951).
/// </summary>
public struct Hurst : IBarStatistic<HurstValue>
{
    private const int CutCountMax = 6;
    private const int ChunkSizeMin = 8;

    private readonly double[] _logSizes;
    private readonly double[] _excesses; // By cut: the limit of a walk's rescaled range, less what it has in a chunk.
    private Window _returns;
    private double _previousClose = double.NaN;

    /// <param name="period">Returns in the window; at least 20, so that there are two cuts.</param>
    public Hurst(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 20);
        int cutCount = 0;
        while (cutCount < CutCountMax && period >> cutCount >= ChunkSizeMin)
            cutCount++;

        _returns = new Window(period);
        _logSizes = new double[cutCount];
        _excesses = new double[cutCount];
        for (int cut = 0; cut < cutCount; cut++)
        {
            int size = period >> cut;
            _logSizes[cut] = Math.Log10(size);
            _excesses[cut] = Math.Sqrt(Math.PI * size / 2) - ExpectedRescaledRange(size);
        }
    }

    public readonly int WarmUpCount => _returns.Length + 1;

    public HurstValue Next(in Bar bar)
    {
        double previousClose = _previousClose;
        _previousClose = bar.Close;
        if (double.IsNaN(previousClose))
            return new HurstValue(double.NaN, double.NaN);

        _returns.Push(Math.Log(bar.Close / previousClose));
        return _returns.IsFull ? Exponents() : new HurstValue(double.NaN, double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _returns.Transfer(ref state);
        state.Value(ref _previousClose);
    }

    private readonly HurstValue Exponents()
    {
        Span<double> raw = stackalloc double[CutCountMax];
        Span<double> corrected = stackalloc double[CutCountMax];
        for (int cut = 0; cut < _logSizes.Length; cut++)
        {
            double rescaledRange = MeanRescaledRange(_returns.Length >> cut);
            raw[cut] = Math.Log10(rescaledRange);
            corrected[cut] = Math.Log10(rescaledRange + _excesses[cut]);
        }

        return new HurstValue(Slope(raw), Slope(corrected));
    }

    /// <summary>Chunks end with the newest return; a rest of older ones is left out.</summary>
    private readonly double MeanRescaledRange(int size)
    {
        int count = _returns.Length / size;
        double sum = 0;
        for (int chunk = 0; chunk < count; chunk++)
            sum += RescaledRange(chunk * size, size);

        return sum / count;
    }

    /// <summary>
    /// Range of the running sum of distances from the mean, over the deviation; NaN without deviation.
    /// </summary>
    private readonly double RescaledRange(int newestAge, int size)
    {
        double mean = 0;
        for (int age = newestAge; age < newestAge + size; age++)
            mean += _returns[age];

        mean /= size;
        double sum = 0;
        double squares = 0;
        double highest = double.NegativeInfinity;
        double lowest = double.PositiveInfinity;
        for (int age = newestAge + size - 1; age >= newestAge; age--)
        {
            double distance = _returns[age] - mean;
            sum += distance;
            squares += distance * distance;
            highest = Math.Max(highest, sum);
            lowest = Math.Min(lowest, sum);
        }

        return squares != 0 ? (highest - lowest) / Math.Sqrt(squares / size) : 0;
    }

    private readonly double Slope(ReadOnlySpan<double> logRanges)
    {
        double count = _logSizes.Length;
        double sizeSum = 0;
        double rangeSum = 0;
        for (int i = 0; i < _logSizes.Length; i++)
        {
            sizeSum += _logSizes[i];
            rangeSum += logRanges[i];
        }

        double products = 0;
        double squares = 0;
        for (int i = 0; i < _logSizes.Length; i++)
        {
            double distance = _logSizes[i] - sizeSum / count;
            products += distance * (logRanges[i] - rangeSum / count);
            squares += distance * distance;
        }

        return products / squares;
    }

    /// <summary>
    /// gamma((n - 1) / 2) / (sqrt(pi) * gamma(n / 2)) times the sum of sqrt((n - r) / r), r from 1 to n - 1.
    /// </summary>
    private static double ExpectedRescaledRange(int size)
    {
        // The ratio of gammas from n - 2 to n changes by the factor (n - 3) / (n - 2).
        double ratio = size % 2 == 0 ? 1 : 2 / Math.PI;
        for (int n = size % 2 == 0 ? 4 : 5; n <= size; n += 2)
            ratio *= (n - 3.0) / (n - 2.0);

        double sum = 0;
        for (int r = 1; r < size; r++)
            sum += Math.Sqrt((size - r) / (double)r);

        return ratio * sum;
    }
}
