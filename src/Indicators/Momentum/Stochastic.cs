using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Stochastic, slow: K is the average of the fast K (<see cref="FastStochastic{TAverage}"/>), D the average of K. O(1)
/// amortised. First value of both when D has one: row period + 3 with SMA(3) twice; flat input gives 0.
/// Source: Lane, TA-Lib STOCH.
/// </summary>
public struct Stochastic<TSlowK, TSlowD> : IIndicator<Bar, StochasticValue>
    where TSlowK : struct, IIndicator<double, double>
    where TSlowD : struct, IIndicator<double, double>
{
    private StochasticRange _range;
    private TSlowK _slowK;
    private TSlowD _slowD;

    /// <param name="period">Bars of the range; at least 1.</param>
    /// <param name="slowK">What smooths the fast K, before its first input.</param>
    /// <param name="slowD">What makes D of K, before its first input.</param>
    public Stochastic(int period, TSlowK slowK, TSlowD slowD)
    {
        _range = new StochasticRange(period);
        _slowK = slowK;
        _slowD = slowD;
    }

    public readonly int WarmUpCount => _range.Length + _slowK.WarmUpCount + _slowD.WarmUpCount - 2;

    public readonly bool IsReady => _slowD.IsReady;

    public readonly StochasticValue Value =>
        _slowD.IsReady ? new StochasticValue(_slowK.Value, _slowD.Value) : StochasticValue.None;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _range.Push(input.High, input.Low, input.Close);
        if (_range.IsFull)
            _slowK.Update(_range.Percent);

        if (_slowK.IsReady)
            _slowD.Update(_slowK.Value);

        return true;
    }

    public readonly StochasticValue Peek(in Bar input)
    {
        Stochastic<TSlowK, TSlowD> fork = this;
        return fork.Update(in input) ? fork.Value : StochasticValue.None;
    }

    public void Reset()
    {
        _range.Clear();
        _slowK.Reset();
        _slowD.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        _slowK.Transfer(ref state);
        _slowD.Transfer(ref state);
    }
}
