using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// Renko bricks of a fixed height on a fixed grid: multiples of the height. A brick is added when the price has gone a
/// whole height beyond the end of the last one, in either direction, so that a turn takes two heights from the last
/// close. A jump makes several bricks; the first of them carries the volume and the ticks since the last brick, the
/// others none. High and low are the brick's edges: prices between them need not have been traded.
/// </summary>
public sealed class RenkoBuilder : BarBuilder
{
    private readonly long _heightTicks;
    private long _topTicks;    // Edges of the last brick; both the grid line below the first price before there is one.
    private long _bottomTicks;
    private bool _isStarted;

    /// <param name="heightTicks">Height of a brick, at least 1.</param>
    public RenkoBuilder(long heightTicks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heightTicks, 1);
        _heightTicks = heightTicks;
    }

    public override void Push(in MarketTick tick)
    {
        if (!_isStarted)
        {
            _topTicks = FloorToGrid(tick.PriceTicks);
            _bottomTicks = _topTicks;
            _isStarted = true;
        }

        if (FormingBar.IsEmpty)
            FormingBar.Begin(tick.TimestampNs, in tick);
        else
            FormingBar.Add(in tick);
    }

    public override void AdvanceTo(long timestampNs)
    {
        // Time alone makes no brick.
    }

    public override bool TryTake(out PriceBar bar)
    {
        bar = FormingBar;
        bool isRise = FormingBar.CloseTicks >= _topTicks + _heightTicks;
        bool isFall = FormingBar.CloseTicks <= _bottomTicks - _heightTicks;
        if (!_isStarted || (!isRise && !isFall))
            return false;

        long openTicks = isRise ? _topTicks : _bottomTicks;
        _topTicks = isRise ? openTicks + _heightTicks : openTicks;
        _bottomTicks = _topTicks - _heightTicks;
        bar.OpenTicks = openTicks;
        bar.HighTicks = _topTicks;
        bar.LowTicks = _bottomTicks;
        bar.CloseTicks = isRise ? _topTicks : _bottomTicks;
        SpendForming();
        return true;
    }

    public override void Transfer(ref StateTransfer state)
    {
        state.Agree(_heightTicks);
        TransferForming(ref state);
        state.Value(ref _topTicks);
        state.Value(ref _bottomTicks);
        state.Value(ref _isStarted);
    }

    /// <summary>Keeps the last price, which may make more bricks, and begins to count anew.</summary>
    private void SpendForming()
    {
        long priceTicks = FormingBar.CloseTicks;
        long timestampNs = FormingBar.LastTimestampNs;
        FormingBar = new PriceBar
        {
            OpenTimestampNs = timestampNs,
            LastTimestampNs = timestampNs,
            OpenTicks = priceTicks,
            HighTicks = priceTicks,
            LowTicks = priceTicks,
            CloseTicks = priceTicks,
        };
    }

    private long FloorToGrid(long priceTicks)
    {
        long remainder = priceTicks % _heightTicks;
        return priceTicks - (remainder < 0 ? remainder + _heightTicks : remainder);
    }
}
