using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Microstructure;

/// <summary>A span of prices, both ends included.</summary>
/// <param name="LowTicks">Lowest price of its lowest bin.</param>
/// <param name="HighTicks">Highest price of its highest bin.</param>
/// <param name="VolumeLots">Lots traded in it.</param>
public readonly record struct ValueArea(long LowTicks, long HighTicks, long VolumeLots);

/// <summary>
/// Volume by price in a fixed number of bins. Bins are multiples of their width; when the prices no longer fit, the
/// width doubles and neighbours merge, so that memory stays as it is and the profile is what it would have been at that
/// width from the start; 16 bytes a bin. Point of control: the fullest bin, of equals the one that was fullest first.
/// O(1) a trade; a doubling and <see cref="AreaOf"/> cost O(bins). Decision thread only; allocates nothing after
/// construction.
/// </summary>
public sealed class VolumeProfile
{
    private readonly long _firstWidthTicks;
    private long[] _lots;   // Bin b, counted from price 0, lies at b modulo the length.
    private long[] _merged; // Scratch for doubling.
    private long _widthTicks;
    private long _lowBin;
    private long _highBin;
    private long _controlBin;
    private long _totalLots;

    /// <param name="binCount">A power of two from 8.</param>
    /// <param name="widthTicks">Of a bin to begin with, at least 1.</param>
    public VolumeProfile(int binCount, long widthTicks)
    {
        if (binCount < 8 || !BitOperations.IsPow2(binCount))
            throw new ArgumentException($"bins must be a power of two from 8: binCount={binCount}", nameof(binCount));

        ArgumentOutOfRangeException.ThrowIfLessThan(widthTicks, 1);
        _lots = new long[binCount];
        _merged = new long[binCount];
        _firstWidthTicks = widthTicks;
        _widthTicks = widthTicks;
    }

    /// <summary>Lots in all bins.</summary>
    public long TotalLots => _totalLots;

    /// <summary>Ticks of one bin now.</summary>
    public long WidthTicks => _widthTicks;

    /// <summary>Lowest price of the point of control's bin; 0 before the first trade.</summary>
    public long ControlTicks => _totalLots > 0 ? _controlBin * _widthTicks : 0;

    /// <summary>Lots of the point of control.</summary>
    public long ControlLots => _totalLots > 0 ? At(_controlBin) : 0;

    /// <summary>Lots of the bin that a price falls into.</summary>
    public long LotsAt(long priceTicks)
    {
        long bin = BinOf(priceTicks);
        return _totalLots > 0 && bin >= _lowBin && bin <= _highBin ? At(bin) : 0;
    }

    /// <summary>Takes a trade of <paramref name="qtyLots"/> above 0.</summary>
    public void Add(long priceTicks, long qtyLots)
    {
        long bin = BinOf(priceTicks);
        if (_totalLots == 0)
        {
            _lowBin = bin;
            _highBin = bin;
            _controlBin = bin;
        }

        while (Math.Max(bin, _highBin) - Math.Min(bin, _lowBin) >= _lots.Length)
        {
            DoubleWidth();
            bin = BinOf(priceTicks);
        }

        _lowBin = Math.Min(_lowBin, bin);
        _highBin = Math.Max(_highBin, bin);
        At(bin) += qtyLots;
        _totalLots += qtyLots;
        if (At(bin) > At(_controlBin))
            _controlBin = bin;
    }

    /// <summary>
    /// The value area: from the point of control outwards, always the fuller neighbour next, of equals the upper, until
    /// the share of the volume is reached. Empty before the first trade.
    /// </summary>
    /// <param name="share">Of the volume, above 0 to 1; 0.7 by custom.</param>
    public ValueArea AreaOf(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (_totalLots == 0)
            return default;

        long low = _controlBin;
        long high = _controlBin;
        long lots = At(_controlBin);
        while (lots < share * _totalLots && (low > _lowBin || high < _highBin))
        {
            long below = low > _lowBin ? At(low - 1) : -1;
            long above = high < _highBin ? At(high + 1) : -1;
            if (above >= below)
                high++;
            else
                low--;

            lots += Math.Max(above, below);
        }

        return new ValueArea(low * _widthTicks, (high + 1) * _widthTicks - 1, lots);
    }

    /// <summary>Begins anew, at the width of the beginning: at a session's opening for example.</summary>
    public void Reset()
    {
        Array.Clear(_lots);
        _widthTicks = _firstWidthTicks;
        _lowBin = 0;
        _highBin = 0;
        _controlBin = 0;
        _totalLots = 0;
    }

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_lots.Length);
        state.Values<long>(_lots);
        state.Value(ref _widthTicks);
        state.Value(ref _lowBin);
        state.Value(ref _highBin);
        state.Value(ref _controlBin);
        state.Value(ref _totalLots);
    }

    private ref long At(long bin) => ref _lots[PlaceOf(bin)];

    private long BinOf(long priceTicks)
    {
        long quotient = priceTicks / _widthTicks;
        return priceTicks % _widthTicks < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Bins 2b and 2b + 1 become bin b; the point of control stays where it is among equals.</summary>
    private void DoubleWidth()
    {
        Array.Clear(_merged);
        for (long bin = _lowBin; bin <= _highBin; bin++)
            _merged[PlaceOf(bin >> 1)] += At(bin);

        (_lots, _merged) = (_merged, _lots);
        _widthTicks *= 2;
        _lowBin >>= 1;
        _highBin >>= 1;
        _controlBin >>= 1;
        for (long bin = _lowBin; bin <= _highBin; bin++)
        {
            if (At(bin) > At(_controlBin))
                _controlBin = bin;
        }
    }

    private int PlaceOf(long bin) => (int)(bin & (_lots.Length - 1));
}
