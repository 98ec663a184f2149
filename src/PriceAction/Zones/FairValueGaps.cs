using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Three-bar gaps: bullish at t when the high of t-2 lies below the low of t and the middle bar closed up; bearish
/// mirrored. Known at t, the row is t-1. Then its life: touch, half, full. Adjacent gaps of one direction are told of
/// as extended. O(1) a bar that reaches no gap. Source: smart-money-concepts 0.0.27, without its hindsight.
/// </summary>
public sealed class FairValueGaps
{
    private readonly ZoneTable _up;
    private readonly ZoneTable _down;
    private Zone _last; // With the edges of all it is adjacent to.
    private int _lastSign;

    /// <param name="capacity">Open gaps kept a side.</param>
    public FairValueGaps(int capacity)
    {
        var rules = new ZoneRules { Capacity = capacity, FillsOnTouch = true, EndsWhenFilled = true };
        _up = new ZoneTable(1, rules);
        _down = new ZoneTable(-1, rules);
    }

    /// <summary>Open gaps of a direction, seen from their side.</summary>
    public ZoneTable Open(int sign) => sign > 0 ? _up : _down;

    /// <summary>Direction of the gap that the last bar made known; 0: none.</summary>
    public int Confirmed { get; private set; }

    /// <summary>That gap, seen from its side.</summary>
    public Zone ConfirmedGap { get; private set; }

    /// <summary>Takes the last bar of <paramref name="bars"/>, which keeps two before it.</summary>
    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        _up.Update(bars, output);
        _down.Update(bars, output);
        Confirmed = 0;
        if (bars.LastRow < 2)
            return;

        Confirmed = SignOf(bars);
        if (Confirmed != 0)
            Confirm(bars, context, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _up.Transfer(ref state);
        _down.Transfer(ref state);
        state.Value(ref _last);
        state.Value(ref _lastSign);
    }

    private static int SignOf(BarWindow bars)
    {
        int last = bars.LastRow;
        ref readonly Bar first = ref bars[last - 2];
        ref readonly Bar middle = ref bars[last - 1];
        if (first.High < bars.Last.Low && middle.Close > middle.Open)
            return 1;

        return first.Low > bars.Last.High && middle.Close < middle.Open ? -1 : 0;
    }

    private void Confirm(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        int last = bars.LastRow;
        SidedBar first = SidedBar.Of(in bars[last - 2], Confirmed);
        SidedBar third = SidedBar.Of(in bars.Last, Confirmed);
        var gap = new Zone { Top = third.Low, Bottom = first.High, Row = last - 1, KnownRow = last };
        gap.Score = (gap.Top - gap.Bottom) / context.Atr;

        ref PriceEvent told = ref output.Add(PriceEventKind.FairValueGap, gap.Row);
        told.SetEdges(Confirmed, gap.Top, gap.Bottom);
        told.Score = gap.Score;
        gap.EventId = told.Id;

        Open(Confirmed).Add(in gap, output);
        context.NoteGap(Confirmed, last);
        ConfirmedGap = gap;
        Extend(gap, output);
    }

    private void Extend(Zone gap, PriceEventBuffer output)
    {
        if (_lastSign == Confirmed && _last.Row == gap.Row - 1)
        {
            gap.Top = double.Max(gap.Top, _last.Top);
            gap.Bottom = double.Min(gap.Bottom, _last.Bottom);
            ref PriceEvent told = ref output.Add(PriceEventKind.GapExtended, gap.Row);
            told.ReferenceId = _last.EventId;
            told.OtherRow = _last.Row;
            told.SetEdges(Confirmed, gap.Top, gap.Bottom);
        }

        _last = gap;
        _lastSign = Confirmed;
    }
}
