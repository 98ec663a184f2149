using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Support and resistance by where price has spent its time: a histogram of the last closes, each spread over
/// neighbouring bins by a triangular kernel 3 ATR wide to each side, kept up to date by adding the new close and taking
/// the oldest away. Bins are a fifth of ATR(14) and measured anew once a window. O(1) amortised a bar, O(bins) to ask
/// for peaks, 0 bytes. Counts are whole numbers, so what is taken away is exactly what was added.
/// </summary>
public sealed class PriceHistogram
{
    private const int BinCount = 1_024; // 200 ATR: closes farther apart within one window would share bins.
    private const double BinAtr = 0.2;
    private const int KernelBins = 15;

    private readonly int[] _weights = new int[BinCount];
    private readonly double[] _closes;
    private double _binSize; // 0: there is no ATR yet.
    private int _count;

    /// <param name="windowBars">Closes that count, at least 2.</param>
    public PriceHistogram(int windowBars = 365)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowBars, 2);
        _closes = new double[windowBars];
    }

    /// <summary>Takes the last bar of <paramref name="bars"/>.</summary>
    public void Update(BarWindow bars, PriceContext context)
    {
        int place = _count % _closes.Length;
        if (_binSize > 0 && _count >= _closes.Length)
            Spread(_closes[place], -1);

        _closes[place] = bars.Last.Close;
        _count++;
        bool isDue = _binSize == 0 || _count % _closes.Length == 0;
        if (isDue && context.Atr > 0)
            Rebuild(BinAtr * context.Atr);
        else if (_binSize > 0)
            Spread(bars.Last.Close, 1);
    }

    /// <summary>
    /// Levels where more time was spent than anywhere within a kernel of them, at least a quarter of the strongest,
    /// strongest of the range first in price order; strength is relative to the strongest.
    /// </summary>
    /// <returns>How many were written.</returns>
    public int FindPeaks(Span<PricePeak> peaks)
    {
        if (_binSize == 0)
            return 0;

        (long from, long to) = Range();
        int strongest = 0;
        for (long bin = from; bin <= to; bin++)
            strongest = Math.Max(strongest, WeightOf(bin));

        int written = 0;
        for (long bin = from; bin <= to && written < peaks.Length; bin++)
        {
            int weight = WeightOf(bin);
            if (4 * weight >= strongest && IsPeak(bin, weight, from, to))
                peaks[written++] = new PricePeak((bin + 0.5) * _binSize, weight / (double)strongest);
        }

        return written;
    }

    /// <summary>Carries everything later peaks depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_closes.Length);
        state.Values<int>(_weights);
        state.Values<double>(_closes);
        state.Value(ref _binSize);
        state.Value(ref _count);
    }

    private void Rebuild(double binSize)
    {
        Array.Clear(_weights);
        _binSize = binSize;
        foreach (double close in _closes.AsSpan(0, Math.Min(_count, _closes.Length)))
            Spread(close, 1);
    }

    private void Spread(double close, int sign)
    {
        long middle = BinOf(close);
        for (int offset = -KernelBins + 1; offset < KernelBins; offset++)
            _weights[PlaceOf(middle + offset)] += sign * (KernelBins - Math.Abs(offset));
    }

    private (long From, long To) Range()
    {
        double high = double.NegativeInfinity;
        double low = double.PositiveInfinity;
        foreach (double close in _closes.AsSpan(0, Math.Min(_count, _closes.Length)))
            (high, low) = (Math.Max(high, close), Math.Min(low, close));

        return (BinOf(low), BinOf(high));
    }

    private bool IsPeak(long bin, int weight, long from, long to)
    {
        long last = Math.Min(to, bin + KernelBins / 2);
        for (long other = Math.Max(from, bin - KernelBins / 2); other <= last; other++)
        {
            // Of equal neighbours the lowest is the peak.
            if (WeightOf(other) > weight || (other < bin && WeightOf(other) == weight))
                return false;
        }

        return true;
    }

    private long BinOf(double price) => (long)Math.Floor(price / _binSize);

    private int WeightOf(long bin) => _weights[PlaceOf(bin)];

    private static int PlaceOf(long bin) => (int)(bin & (BinCount - 1));
}

/// <summary>A level that much time was spent at.</summary>
/// <param name="Level">Its price.</param>
/// <param name="Strength">Of the strongest, 0.25 to 1.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PricePeak(double Level, double Strength);
