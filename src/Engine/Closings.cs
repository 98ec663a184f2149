using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// The legs that are being closed. Decision thread only; O(1) a call but for <see cref="Transfer"/>, which is O(legs);
/// allocates nothing after construction.
/// </summary>
/// <param name="strategyCount">Configured ones; the operator comes behind them.</param>
/// <param name="instrumentCount">Of the instrument table.</param>
internal sealed class Closings(int strategyCount, int instrumentCount)
{
    public const int None = -1;

    private const int SidesPerPlace = 2;

    private readonly Closing[] _closings = new Closing[(strategyCount + 1) * instrumentCount * SidesPerPlace];
    private readonly int[] _indexes = new int[(strategyCount + 1) * instrumentCount * SidesPerPlace]; // By leg, from 1.
    private int _count;

    public int Count => _count;

    public ref Closing this[int index] => ref _closings[index];

    /// <summary>Index of a leg's closing, or <see cref="None"/>.</summary>
    public int Find(in OrderOwner owner) => _indexes[LegOf(in owner)] - 1;

    /// <summary>Begins the closing of a leg that has none, and returns its index.</summary>
    public int Add(in OrderOwner owner)
    {
        _closings[_count] = new Closing
        {
            InstrumentIndex = owner.InstrumentIndex, Side = owner.Side, StrategyIndex = owner.StrategyIndex,
        };
        _indexes[LegOf(in owner)] = ++_count;
        return _count - 1;
    }

    /// <summary>The last takes the place of one that ends.</summary>
    public void RemoveAt(int index)
    {
        _indexes[LegOf(_closings[index].Owner)] = 0;
        _count--;
        if (index != _count)
        {
            _closings[index] = _closings[_count];
            _indexes[LegOf(_closings[index].Owner)] = index + 1;
        }

        _closings[_count] = default;
    }

    /// <summary>Saves, loads or hashes those that are there.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _count);
        if (state.IsLoading)
        {
            Array.Clear(_closings);
            Array.Clear(_indexes);
        }

        state.Values(_closings.AsSpan(0, _count));
        for (int i = 0; i < _count && state.IsLoading; i++)
            _indexes[LegOf(_closings[i].Owner)] = i + 1;
    }

    private int LegOf(in OrderOwner owner)
    {
        int strategy = Math.Min(owner.StrategyIndex, strategyCount);
        int place = (strategy * instrumentCount) + owner.InstrumentIndex;
        return (place * SidesPerPlace) + (owner.Side == Side.Sell ? 1 : 0);
    }
}
