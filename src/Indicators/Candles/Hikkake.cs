using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// Memory of a hikkake: after the pattern, a close beyond its inside bar within three bars confirms it (value 200); a
/// new pattern takes the place of one that waits. 24 bytes, no padding.
/// </summary>
internal struct Hikkake
{
    private const int BarsToConfirm = 3;

    private double _confirmPrice; // High of the bar before the pattern's last for a bullish one, low for a bearish one.
    private long _direction;      // 1 bullish, -1 bearish, 0 none waits.
    private long _barsLeft;

    /// <summary>Takes the last bar of a pattern whose false break went down (bullish) or up.</summary>
    /// <param name="before">The inside bar, just before the last.</param>
    /// <param name="last">The bar that broke out of it.</param>
    public int Start(in Candle before, in Candle last)
    {
        _direction = last.High < before.High ? 1 : -1;
        _confirmPrice = _direction > 0 ? before.High : before.Low;
        _barsLeft = BarsToConfirm;
        return (int)_direction * CandleSignals.Bullish;
    }

    /// <summary>Takes a bar that ends no pattern; 200 or -200 where it confirms the one that waits.</summary>
    public int Wait(in Candle last)
    {
        if (_direction == 0)
            return 0;

        bool isConfirmed = _direction > 0 ? last.Close > _confirmPrice : last.Close < _confirmPrice;
        int value = isConfirmed ? (int)_direction * CandleSignals.Confirmed : 0;
        _barsLeft--;
        if (isConfirmed || _barsLeft == 0)
            _direction = 0;

        return value;
    }

    /// <summary>Saves, loads or hashes the memory.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _confirmPrice);
        state.Value(ref _direction);
        state.Value(ref _barsLeft);
    }

    /// <summary>The last bar left the inside bar on one side, and on that side only.</summary>
    public static bool BreaksOut(in Candle before, in Candle last) =>
        (last.High < before.High && last.Low < before.Low) || (last.High > before.High && last.Low > before.Low);

    /// <summary>Two bars inside each other, and a third bar that closed at the end the break then went to.</summary>
    public static bool IsModified(in LastCandles bars)
    {
        ref readonly Candle second = ref bars.Before2;
        ref readonly Candle third = ref bars.Before1;
        if (!second.IsInside(in bars.Before3) || !third.IsInside(in second))
            return false;

        bool breaksDown = bars.Last.High < third.High && bars.Last.Low < third.Low;
        bool breaksUp = bars.Last.High > third.High && bars.Last.Low > third.Low;
        return (breaksDown && second.Close <= second.Low + second.Near) ||
            (breaksUp && second.Close >= second.High - second.Near);
    }
}
