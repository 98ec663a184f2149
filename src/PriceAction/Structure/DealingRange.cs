using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Premium and discount: from the last swing low to the last swing high, each extended by every new extreme since;
/// half-way is equilibrium. The optimal entry is a retracement of 0.62 to 0.79 of the leg that the last pivot ended,
/// told once a leg. O(1), 0 bytes. Source: the published rules of LuxAlgo's "Smart Money Concepts"; the entry band is
/// common ICT practice.
/// </summary>
public sealed class DealingRange
{
    private const double EntryFrom = 0.62;
    private const double EntryTo = 0.79;

    private double _high = double.NaN;
    private double _low = double.NaN;
    private long _highEventId;
    private long _lowEventId;
    private int _leg; // +1: the last pivot is a high; 0: told of already, or none yet.

    /// <summary>Top of the range; NaN before the first swing high.</summary>
    public double High => _high;

    /// <summary>Bottom of the range; NaN before the first swing low.</summary>
    public double Low => _low;

    /// <summary>Where a price lies: 0 bottom, 0.5 equilibrium, 1 top; not clamped; NaN without a range.</summary>
    public double PositionOf(double price) => (price - _low) / (_high - _low);

    /// <summary>Takes the last bar, after the structure has.</summary>
    public void Update(BarWindow bars, MarketStructure structure, PriceEventBuffer output)
    {
        ref readonly Bar bar = ref bars.Last;
        Pivot pivot = structure.Legs.Confirmed;
        if (pivot.Exists)
            Reset(in pivot, bars, output);

        if (bar.High > _high)
            _high = bar.High;
        if (bar.Low < _low)
            _low = bar.Low;

        if (_leg != 0 && _highEventId != 0 && _lowEventId != 0)
            SeekEntry(in bar, bars.LastRow, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _high);
        state.Value(ref _low);
        state.Value(ref _highEventId);
        state.Value(ref _lowEventId);
        state.Value(ref _leg);
    }

    private void Reset(in Pivot pivot, BarWindow bars, PriceEventBuffer output)
    {
        (pivot.Side > 0 ? ref _high : ref _low) = pivot.Level;
        (pivot.Side > 0 ? ref _highEventId : ref _lowEventId) = pivot.EventId;
        _leg = pivot.Side;
        if (_highEventId == 0 || _lowEventId == 0)
            return;

        ref PriceEvent told = ref output.Add(PriceEventKind.DealingRange, bars.LastRow);
        told.ReferenceId = pivot.EventId;
        told.OtherRow = pivot.Row;
        told.Direction = (sbyte)pivot.Side;
        (told.High, told.Low) = (_high, _low);
    }

    private void SeekEntry(in Bar bar, int row, PriceEventBuffer output)
    {
        double deepest = _leg > 0 ? 1 - PositionOf(bar.Low) : PositionOf(bar.High);
        if (deepest < EntryFrom)
            return;

        if (deepest <= EntryTo)
        {
            ref PriceEvent told = ref output.Add(PriceEventKind.OptimalEntry, row);
            told.ReferenceId = _leg > 0 ? _highEventId : _lowEventId;
            told.Direction = (sbyte)_leg;
            told.Score = deepest;
            (told.High, told.Low) = (_high, _low);
        }

        _leg = 0; // Reached, or jumped over: either way it is past.
    }
}
