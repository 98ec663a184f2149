using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>Zones of one side; everything below is seen from it.</summary>
internal struct SupplyDemandSide
{
    private const int BaseBarsMax = 6;
    private const int LegBarsMax = 3;
    private const double QuietBody = 0.5; // Of the range.
    private const double QuietRangeAtr = 0.8;
    private const double DepartureAtr = 1.5;
    private const double FullDepartureAtr = 3;

    private readonly int _sign;
    private Base _base;
    private long _brokeStructure; // Some bar since the base broke the structure.

    public SupplyDemandSide(int sign, ZoneRules rules)
    {
        _sign = sign;
        Zones = new ZoneTable(sign, rules);
    }

    public ZoneTable Zones { get; }

    public void Update(BarWindow bars, MarketStructure structure, PriceContext context, PriceEventBuffer output)
    {
        Zones.Update(bars, output);
        if (double.IsNaN(context.Atr))
            return;

        SidedBar bar = SidedBar.Of(in bars.Last, _sign);
        int row = bars.LastRow;
        if (_base.BarCount > 0 && row - _base.LastRow <= LegBarsMax)
            Leave(row, in bar, structure, context, output);

        if (IsQuiet(in bar, context.Atr))
            Widen(row, in bar, bars.Last.Volume);
    }

    public void Transfer(ref StateTransfer state)
    {
        Zones.Transfer(ref state);
        state.Value(ref _base);
        state.Value(ref _brokeStructure);
    }

    private static bool IsQuiet(in SidedBar bar, double atr)
    {
        double range = bar.High - bar.Low;
        return Math.Abs(bar.Close - bar.Open) <= QuietBody * range || range <= QuietRangeAtr * atr;
    }

    // A run longer than a base may be leaves its last bars as the base.
    private void Widen(int row, in SidedBar bar, double volume)
    {
        double body = Math.Max(bar.Open, bar.Close);
        bool goesOn = _base.BarCount > 0 && _base.LastRow == row - 1 && _base.BarCount < BaseBarsMax;
        _base = goesOn
            ? new Base(
                Math.Max(_base.Top, body), Math.Min(_base.Low, bar.Low), _base.Volume + volume, _base.Row, row,
                _base.BarCount + 1)
            : new Base(body, bar.Low, volume, row, row, 1);
        _brokeStructure = 0;
    }

    private void Leave(
        int row, in SidedBar bar, MarketStructure structure, PriceContext context, PriceEventBuffer output)
    {
        _base = _base with { Low = Math.Min(_base.Low, bar.Low) };
        if (structure.Break(_sign).Exists)
            _brokeStructure = 1;

        double departure = bar.Close - _base.Top;
        if (departure < DepartureAtr * context.Atr)
            return;

        var zone = new Zone { Top = _base.Top, Bottom = _base.Low, Row = _base.Row, KnownRow = row };
        zone.Score = Strength(departure / context.Atr, context);
        _base = default;
        if (Zones.TryMerge(in zone, output))
            return;

        ref PriceEvent told = ref output.Add(PriceEventKind.SupplyDemandZone, zone.Row);
        told.OtherRow = row;
        told.Score = zone.Score;
        told.SetEdges(_sign, zone.Top, zone.Bottom);
        zone.EventId = told.Id;
        Zones.Add(in zone, output);
    }

    // Departure, shortness of the base, freshness (all of it, when new), quietness of its volume, structure.
    private readonly double Strength(double departureAtr, PriceContext context)
    {
        double departure = Math.Min(1, departureAtr / FullDepartureAtr);
        double time = 1 - (_base.BarCount - 1) / (double)BaseBarsMax;
        double baseVolume = _base.Volume / _base.BarCount;
        double volume = baseVolume > 0 ? Math.Min(1, context.MeanVolume / baseVolume / 2) : 0;
        return (departure + time + 1 + volume + _brokeStructure) / 5;
    }

    /// <summary>Quiet bars, and how low the departure went. 40 bytes, no padding.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Base(double Top, double Low, double Volume, int Row, int LastRow, long BarCount);
}
