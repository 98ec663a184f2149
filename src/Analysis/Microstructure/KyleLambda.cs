using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Indicators.Statistics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Microstructure;

/// <summary>
/// Kyle's lambda: ticks the price moves per signed lot, the slope of the change of closes on the signed volume of each
/// bar, over a rolling window. Fed with closed bars of any kind whose trades have aggressors. O(1); allocates nothing
/// after construction. Source: Kyle, "Continuous Auctions and Insider Trading" (1985), estimated as in Hasbrouck,
/// "Trading Costs and Returns for U.S. Equities" (2009).
/// </summary>
public struct KyleLambda
{
    private RollingRegression _regression;
    private long _lastCloseTicks;
    private bool _isStarted;

    /// <param name="length">Bars in the window, at least 2.</param>
    public KyleLambda(int length)
    {
        _regression = new RollingRegression(length);
    }

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsReady => _regression.IsReady;

    /// <summary>Slope in ticks a lot, with its fit; NaN until the window is full.</summary>
    public readonly RegressionValue Value => _regression.Value;

    /// <summary>Takes a closed bar.</summary>
    public void Update(in PriceBar bar)
    {
        if (_isStarted)
            _regression.Update(new RegressionPoint(bar.SignedLots, bar.CloseTicks - _lastCloseTicks));

        _lastCloseTicks = bar.CloseTicks;
        _isStarted = true;
    }

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _regression.Transfer(ref state);
        state.Value(ref _lastCloseTicks);
        state.Value(ref _isStarted);
    }
}
