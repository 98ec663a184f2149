using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Power of three: the Asian range accumulates; a bar that trades beyond one side of it and closes back inside
/// manipulates, the first one until the next Asian session; a close beyond the other side afterwards distributes, and
/// is told of. O(1), 0 bytes. The rule is this project's.
/// </summary>
public sealed class PowerOfThree
{
    private Day _day;

    /// <summary>Takes the last bar, after the kill zones have.</summary>
    public void Update(BarWindow bars, KillZones zones, PriceEventBuffer output)
    {
        if (zones.Ended == SessionKind.Asia)
            _day = new Day(zones.EndedHigh, zones.EndedLow, 0, 0, Stage: 1);
        else if (zones.Current == SessionKind.Asia)
            _day = default;

        ref readonly Bar bar = ref bars.Last;
        int row = bars.LastRow;
        if (_day.Stage == 1 && bar.High > _day.High && bar.Close < _day.High)
            _day = _day with { ManipulationRow = row, Side = 1, Stage = 2 };
        else if (_day.Stage == 1 && bar.Low < _day.Low && bar.Close > _day.Low)
            _day = _day with { ManipulationRow = row, Side = -1, Stage = 2 };
        else if (_day.Stage == 2 && (_day.Side > 0 ? bar.Close < _day.Low : bar.Close > _day.High))
            Distribute(row, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state) => state.Value(ref _day);

    private void Distribute(int row, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(PriceEventKind.PowerOfThree, row);
        told.OtherRow = _day.ManipulationRow;
        told.Direction = (sbyte)-_day.Side;
        (told.High, told.Low) = (_day.High, _day.Low);
        _day = default;
    }

    /// <param name="High">Of the Asian range.</param>
    /// <param name="Low">Of the Asian range.</param>
    /// <param name="ManipulationRow">Bar that manipulated.</param>
    /// <param name="Side">Beyond which side it was.</param>
    /// <param name="Stage">0 nothing, 1 accumulated, 2 manipulated; long, so that there is no padding.</param>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Day(double High, double Low, int ManipulationRow, int Side, long Stage);
}
