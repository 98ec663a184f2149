using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Life of the zones of one side, oldest first: Tested, Half, Filled by wicks; Broken and Breaker by a close beyond the
/// far edge; Gone by a close beyond the other edge afterwards, by age, by need of room, or where the kind ends sooner.
/// A bar that reaches no zone costs O(1): two comparisons with the nearest levels; one that does costs O(zones kept).
/// Memory: 72 bytes a zone of capacity; allocates nothing after construction.
/// </summary>
public sealed class ZoneTable
{
    private readonly Zone[] _zones;
    private readonly double[] _fallTriggers; // By zone: level at which a falling bar changes it; minus infinity: none.
    private readonly double[] _riseTriggers; // Level at which a rising one does; infinity: none.
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
        _fallTriggers = new double[rules.Capacity];
        _riseTriggers = new double[rules.Capacity];
    }

    /// <summary>Zones alive, oldest first, seen from their side.</summary>
    public ReadOnlySpan<Zone> Zones => _zones.AsSpan(0, _count);

    /// <summary>Judges the last bar, before zones that it makes are added.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        int row = bars.LastRow;
        if (_count > 0 && row - _zones[0].KnownRow > _rules.AgeBarsMax)
            RemoveOldest(row, output);

        SidedBar bar = SidedBar.Of(in bars.Last, _sign);
        if (bar.Low > _fallTrigger && bar.High < _riseTrigger)
            return;

        bool hasGone = false;
        for (int i = 0; i < _count; i++)
        {
            if (bar.Low > _fallTriggers[i] && bar.High < _riseTriggers[i])
                continue;

            Advance(ref _zones[i], in bar, row, output);
            SetTriggers(i);
            hasGone |= _zones[i].Stage == ZoneStage.Gone;
        }

        if (hasGone)
            Compact();
        FindTriggers();
    }

    /// <summary>Adds a zone; a full table gives up its oldest first.</summary>
    public void Add(in Zone zone, PriceEventBuffer output)
    {
        if (_count == _zones.Length)
            RemoveOldest(zone.KnownRow, output);

        int place = _count++;
        _zones[place] = zone;
        _zones[place].Stage = ZoneStage.New;
        SetTriggers(place);
        _fallTrigger = Math.Max(_fallTrigger, _fallTriggers[place]);
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
            SetTriggers(i);
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
        if (!state.IsLoading)
            return;

        for (int i = 0; i < _count; i++)
            SetTriggers(i);
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

    private void RemoveOldest(int row, PriceEventBuffer output)
    {
        End(ref _zones[0], row, output);
        Compact();
        FindTriggers();
    }

    private void Compact()
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_zones[i].Stage == ZoneStage.Gone)
                continue;

            if (kept != i)
            {
                _zones[kept] = _zones[i];
                _fallTriggers[kept] = _fallTriggers[i];
                _riseTriggers[kept] = _riseTriggers[i];
            }

            kept++;
        }

        _count = kept;
    }

    private void FindTriggers()
    {
        double fall = double.NegativeInfinity;
        double rise = double.PositiveInfinity;
        for (int i = 0; i < _count; i++)
        {
            fall = Math.Max(fall, _fallTriggers[i]);
            rise = Math.Min(rise, _riseTriggers[i]);
        }

        (_fallTrigger, _riseTrigger) = (fall, rise);
    }

    private void SetTriggers(int index)
    {
        ref readonly Zone zone = ref _zones[index];
        bool isBroken = zone.Stage == ZoneStage.Broken;
        _fallTriggers[index] = isBroken ? double.NegativeInfinity : FallTriggerOf(in zone);
        _riseTriggers[index] = isBroken ? zone.Top : double.PositiveInfinity;
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
