using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Triple exponential moving average: 3 * EMA - 3 * EMA of EMA + EMA of EMA of EMA. O(1). First value at row
/// 3 * (period - 1); flat input gives the input. Source: Mulloy (1994), TA-Lib TEMA.
/// </summary>
public struct Tema(int period = 30) : IIndicator<double, double>
{
    private TripleEma _trunk = new(period);

    public readonly int WarmUpCount => _trunk.WarmUpCount;

    public readonly bool IsReady => _trunk.IsReady;

    public readonly double Value => 3 * _trunk.First - 3 * _trunk.Second + _trunk.Value;

    public bool Update(in double input) => _trunk.Update(in input);

    public readonly double Peek(in double input)
    {
        Tema fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _trunk.Reset();

    public void Transfer(ref StateTransfer state) => _trunk.Transfer(ref state);
}
