using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>Levels of one side, nearest to the price first.</summary>
internal sealed class LiquiditySide(int side, int capacity)
{
    private readonly LiquidityLevel[] _levels = new LiquidityLevel[capacity];
    private int _count;

    public ReadOnlySpan<LiquidityLevel> Levels => _levels.AsSpan(0, _count);

    public void Take(in Bar bar)
    {
        double high = SidedBar.Of(in bar, side).High;
        int taken = 0;
        while (taken < _count && _levels[taken].SidedLevel < high)
            taken++;

        if (taken == 0)
            return;

        _levels.AsSpan(taken, _count - taken).CopyTo(_levels);
        _count -= taken;
    }

    public void Add(in LiquidityLevel level, in Bar last)
    {
        if (level.SidedLevel < SidedBar.Of(in last, side).High)
            return; // The bar that told of it is beyond it already.

        int place = Search(level.SidedLevel);
        if (_count == _levels.Length)
        {
            if (place == _count)
                return;
            _count--;
        }

        _levels.AsSpan(place, _count - place).CopyTo(_levels.AsSpan(place + 1));
        _levels[place] = level;
        _count++;
    }

    public void Remove(long eventId)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_levels[i].EventId != eventId)
                continue;

            _count--;
            _levels.AsSpan(i + 1, _count - i).CopyTo(_levels.AsSpan(i));
            return;
        }
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_levels.Length);
        state.Value(ref _count);
        state.Values(_levels.AsSpan(0, _count));
    }

    private int Search(double sidedLevel)
    {
        int from = 0;
        int to = _count;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_levels[middle].SidedLevel < sidedLevel)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }
}
