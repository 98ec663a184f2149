using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Change against the input of <c>period</c> inputs ago, in five forms. O(1). First value at row period; all but the
/// difference are 0 where the old input is 0; flat input gives 0 and ratio 1.
/// Source: TA-Lib MOM, ROC, ROCP, ROCR, ROCR100.
/// </summary>
public struct RateOfChange(int period = 10) : IIndicator<double, RateOfChangeValue>
{
    private Window _inputs = new(period + 1);

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _inputs.IsFull;

    public readonly RateOfChangeValue Value
    {
        get
        {
            if (!_inputs.IsFull)
                return RateOfChangeValue.None;

            double old = _inputs.Oldest;
            double difference = _inputs[0] - old;
            if (old == 0)
                return new RateOfChangeValue(difference, 0, 0, 0, 0);

            double ratio = _inputs[0] / old;
            double fraction = difference / old;
            return new RateOfChangeValue(difference, 100 * fraction, fraction, ratio, 100 * ratio);
        }
    }

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _inputs.Push(input);
        return true;
    }

    public readonly RateOfChangeValue Peek(in double input)
    {
        RateOfChange fork = this;
        return fork.Update(in input) ? fork.Value : RateOfChangeValue.None;
    }

    public void Reset() => _inputs.Clear();

    public void Transfer(ref StateTransfer state) => _inputs.Transfer(ref state);
}
