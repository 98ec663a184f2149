using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Life of the zones of one side, oldest first: Tested, Half, Filled by wicks; Broken and Breaker by a close beyond the
/// far edge; Gone by a close beyond the other edge afterwards, by age, by need of room, or where the kind ends sooner. A
/// bar that reaches no zone costs O(1): two comparisons with the nearest levels; one that does costs O(zones kept).
/// Memory: 56 bytes a zone of capacity; allocates nothing after construction.
/// </summary>
public sealed class ZoneTable
{
    private readonly Zone[] _zones;
    private readonly ZoneRules _rules;
    private readonly int _sign;
    private int _count;
    private double _fallTrigger = double.NegativeInfinity; // Highest level at which a falling bar changes a zone.
    private double _riseTrigger = double.PositiveInfinity; // Lowest at which a rising one does.

    /// <param name="sign">Side: +1 zones below the price, -1 above it.</param>
    public ZoneTable(int sign, ZoneRules rules)
    {
        _sign = sign;
        _rules = rules;
        _zones = new Zone[rules.Capacity];
    }

    /// <summary>Zones alive, oldest first, seen from their side.</summary>
    public ReadOnlySpan<Zone> Zones => _zones.AsSpan(0, _count);

    /// <summary>Judges the last bar, before zones that it makes are added.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        int row = bars.LastRow;
        if (_count > 0 && row - _zones[0].KnownRow > _rules.AgeBarsMax)
            Remove(0, row, output);

        SidedBar bar = SidedBar.Of(in bars.Last, _sign);
        if (bar.Low > _fallTrigger && bar.High < _riseTrigger)
            return;

        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            ref Zone zone = ref _zones[i];
            Advance(ref zone, in bar, row, output);
            if (zone.Stage != ZoneStage.Gone)
                _zones[kept++] = zone;
        }

        _count = kept;
        FindTriggers();
    }

    /// <summary>Adds a zone; a full table gives up its oldest first.</summary>
    public void Add(in Zone zone, PriceEventBuffer output)
    {
        if (_count == _zones.Length)
            Remove(0, zone.KnownRow, output);

        ref Zone added = ref _zones[_count++];
        added = zone;
        added.Stage = ZoneStage.New;
        _fallTrigger = Math.Max(_fallTrigger, FallTriggerOf(in added));
    }

    /// <summary>
    /// Widens the oldest unbroken zone that covers, or is covered by, more than half of the smaller of the two.
    /// </summary>
    public bool TryMerge(in Zone zone, PriceEventBuffer output)
    {
        for (int i = 0; i < _count; i++)
        {
            ref Zone older = ref _zones[i];
            double overlap = Math.Min(older.Top, zone.Top) - Math.Max(older.Bottom, zone.Bottom);
            double smaller = Math.Min(older.Top - older.Bottom, zone.Top - zone.Bottom);
            if (older.Stage >= ZoneStage.Broken || overlap <= 0.5 * smaller)
                continue;

            older.Top = Math.Max(older.Top, zone.Top);
            older.Bottom = Math.Min(older.Bottom, zone.Bottom);
            Tell(PriceEventKind.ZoneMerged, zone.Row, in older, output);
            FindTriggers();
            return true;
        }

        return false;
    }

    /// <summary>Carries the zones.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_zones.Length);
        state.Value(ref _count);
        state.Values(_zones.AsSpan(0, _count));
        if (state.IsLoading)
            FindTriggers();
    }

    private void Advance(ref Zone zone, in SidedBar bar, int row, PriceEventBuffer output)
    {
        if (zone.Stage == ZoneStage.Broken)
        {
            if (bar.Close > zone.Top)
                End(ref zone, row, output);
            return;
        }

        if (zone.Stage == ZoneStage.New && bar.Low <= zone.Top)
            Reach(ZoneStage.Tested, PriceEventKind.ZoneTested, ref zone, row, output);
        if (zone.Stage == ZoneStage.Tested && bar.Low <= zone.Middle)
            Reach(ZoneStage.Half, PriceEventKind.ZoneHalf, ref zone, row, output);
        if (zone.Stage == ZoneStage.Half && Fills(in zone, in bar))
            Reach(ZoneStage.Filled, PriceEventKind.ZoneFilled, ref zone, row, output);
        if (zone.Stage >= ZoneStage.Tested && bar.Low <= zone.Top)
            CountTouch(ref zone, row);

        if (zone.Stage != ZoneStage.Filled)
            return;

        if (_rules.EndsWhenFilled)
        {
            zone.Stage = ZoneStage.Gone;
        }
        else if (bar.Close < zone.Bottom)
        {
            Reach(ZoneStage.Broken, PriceEventKind.ZoneBroken, ref zone, row, output);
            Tell(PriceEventKind.ZoneBreaker, row, in zone, output).Direction = (sbyte)-_sign;
        }
    }

    // A run of bars inside the zone is one touch.
    private static void CountTouch(ref Zone zone, int row)
    {
        if (zone.TouchCount == 0 || zone.LastTouchRow < row - 1)
            zone.TouchCount++;

        zone.LastTouchRow = row;
    }

    private bool Fills(in Zone zone, in SidedBar bar) =>
        _rules.FillsOnTouch ? bar.Low <= zone.Bottom : bar.Low < zone.Bottom;

    private void Reach(ZoneStage stage, PriceEventKind kind, ref Zone zone, int row, PriceEventBuffer output)
    {
        zone.Stage = stage;
        Tell(kind, row, in zone, output);
    }

    private void End(ref Zone zone, int row, PriceEventBuffer output)
    {
        zone.Stage = ZoneStage.Gone;
        Tell(PriceEventKind.ZoneGone, row, in zone, output);
    }

    private ref PriceEvent Tell(PriceEventKind kind, int row, in Zone zone, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(kind, row);
        told.ReferenceId = zone.EventId;
        told.Scale = _rules.Scale;
        told.OtherRow = zone.Row;
        told.Count = zone.TouchCount;
        told.Score = zone.Score;
        told.SetEdges(_sign, zone.Top, zone.Bottom);
        return ref told;
    }

    private void Remove(int index, int row, PriceEventBuffer output)
    {
        End(ref _zones[index], row, output);
        _count--;
        _zones.AsSpan(index + 1, _count - index).CopyTo(_zones.AsSpan(index));
        FindTriggers();
    }

    private void FindTriggers()
    {
        _fallTrigger = double.NegativeInfinity;
        _riseTrigger = double.PositiveInfinity;
        foreach (ref readonly Zone zone in Zones)
        {
            if (zone.Stage == ZoneStage.Broken)
                _riseTrigger = Math.Min(_riseTrigger, zone.Top);
            else
                _fallTrigger = Math.Max(_fallTrigger, FallTriggerOf(in zone));
        }
    }

    // Touches are counted, so a tested zone that counts them wakes at its near edge again.
    private double FallTriggerOf(in Zone zone) => zone.Stage switch
    {
        ZoneStage.New => zone.Top,
        _ when _rules.CountsTouches => zone.Top,
        ZoneStage.Tested => zone.Middle,
        _ => zone.Bottom,
    };
}
