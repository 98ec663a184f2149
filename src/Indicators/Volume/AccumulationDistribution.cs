using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volume;

/// <summary>
/// Accumulation and distribution: the running sum of volume times where the close stands in its bar, -1 at the low to 1 at
/// the high. O(1). First value at row 0; a bar without range adds nothing. Source: Chaikin, TA-Lib AD.
/// </summary>
public struct AccumulationDistribution : IIndicator<Bar, double>
{
    private State _state;

    public readonly int WarmUpCount => 1;

    public readonly bool IsReady => _state.Count > 0;

    public readonly double Value => _state.Count > 0 ? _state.Total : double.NaN;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        double range = input.High - input.Low;
        if (range > 0)
            _state.Total += (input.Close - input.Low - (input.High - input.Close)) / range * input.Volume;

        _state.Count = 1;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        AccumulationDistribution fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Total;
        public long Count;
    }
}
