using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Quality;

/// <summary>
/// Tells ticks that their neighbours do not explain: a price is bad when it lies farther from the trimmed mean of the k
/// ticks around it than three trimmed standard deviations and a granularity. Each tick is judged when k/2 more have
/// come; the first and the last k/2 of a series by the k nearest. One thread; O(k) a tick; allocates nothing after
/// construction. Source: Brownlees and Gallo, Financial econometric analysis at ultra-high frequency, Computational
/// Statistics and Data Analysis 51 (2006), section 3.1.
/// </summary>
public sealed class BadTickFilter
{
    private const double DeviationCount = 3;

    private readonly BadTickParameters _parameters;
    private readonly double[] _prices;  // In order of arrival, a ring of k + 1.
    private readonly long[] _tags;
    private readonly double[] _sorted;  // The same, rising.
    private readonly int _trimmed;      // Left aside at each end.
    private int _count;
    private int _next;                  // Place in the ring of the next tick.
    private int _judged;                // Ticks of the ring, oldest first, that are judged already.

    public BadTickFilter(BadTickParameters parameters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters.NeighbourCount, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parameters.NeighbourCount, 1_000);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters.TrimShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(parameters.TrimShare, 1);
        _parameters = parameters;
        _trimmed = (int)(parameters.NeighbourCount * parameters.TrimShare / 2);
        _prices = new double[parameters.NeighbourCount + 1];
        _tags = new long[parameters.NeighbourCount + 1];
        _sorted = new double[parameters.NeighbourCount + 1];
    }

    /// <summary>Takes a tick; the caller then asks <see cref="TryJudge"/> until it says no.</summary>
    /// <param name="price">Finite.</param>
    /// <param name="tag">Given back when the tick is judged.</param>
    public void Push(double price, long tag)
    {
        if (_count == _prices.Length)
        {
            RemoveSorted(_prices[_next]);
            _judged--;
        }
        else
        {
            _count++;
        }

        InsertSorted(price);
        _prices[_next] = price;
        _tags[_next] = tag;
        _next = (_next + 1) % _prices.Length;
    }

    /// <summary>Judges the next tick whose neighbours are there; false where none is.</summary>
    /// <param name="isBad">Whether its neighbours do not explain it.</param>
    /// <param name="tag">Its tag.</param>
    public bool TryJudge(out bool isBad, out long tag) =>
        TryJudgeUpTo(_count < _prices.Length ? 0 : _prices.Length / 2 + 1, out isBad, out tag);

    /// <summary>At the end of a series: judges the next of those that are left; false after the last.</summary>
    public bool TryJudgeLast(out bool isBad, out long tag) =>
        TryJudgeUpTo(_count < _prices.Length ? 0 : _count, out isBad, out tag);

    /// <summary>Saves, loads or hashes the ticks it has. O(k).</summary>
    /// <exception cref="InvalidOperationException">What was saved is damaged or of another size.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_prices.Length);
        state.Values<double>(_prices);
        state.Values<long>(_tags);
        state.Values<double>(_sorted);
        state.Value(ref _count);
        state.Value(ref _next);
        state.Value(ref _judged);
        if ((uint)_count > (uint)_prices.Length || (uint)_next >= (uint)_prices.Length || _judged < 0)
        {
            throw new InvalidOperationException($"saved ticks are damaged: count={_count}, next={_next}, " +
                $"judged={_judged}; use an older snapshot or replay the journal");
        }
    }

    private bool TryJudgeUpTo(int limit, out bool isBad, out long tag)
    {
        isBad = false;
        tag = 0;
        if (_judged >= limit)
            return false;

        int place = (_next + _judged) % _prices.Length; // The ring is full: its oldest is where the next goes.
        _judged++;
        tag = _tags[place];
        isBad = IsBad(_prices[place]);
        return true;
    }

    private bool IsBad(double price)
    {
        int own = Array.BinarySearch(_sorted, 0, _count, price);
        int begin = _trimmed;
        int limit = _count - 1 - _trimmed; // Of the neighbours, which are the sorted ones without the tick.
        double sum = 0;
        for (int i = begin; i < limit; i++)
            sum += _sorted[i < own ? i : i + 1];

        int count = limit - begin;
        double mean = sum / count;
        double squares = 0;
        for (int i = begin; i < limit; i++)
        {
            double distance = _sorted[i < own ? i : i + 1] - mean;
            squares += distance * distance;
        }

        double deviation = Math.Sqrt(squares / Math.Max(1, count - 1));
        double granularity = Math.Min(_parameters.Granularity, Math.Abs(mean) * _parameters.GranularityShare);
        return Math.Abs(price - mean) >= DeviationCount * deviation + granularity;
    }

    private void InsertSorted(double price)
    {
        int found = Array.BinarySearch(_sorted, 0, _count - 1, price);
        int index = found < 0 ? ~found : found;
        Array.Copy(_sorted, index, _sorted, index + 1, _count - 1 - index);
        _sorted[index] = price;
    }

    // Leaves room for one more at the end.
    private void RemoveSorted(double price)
    {
        int index = Array.BinarySearch(_sorted, 0, _count, price);
        Array.Copy(_sorted, index + 1, _sorted, index, _count - 1 - index);
    }
}
