using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>The order blocks of one direction; everything below is seen from their side.</summary>
internal struct OrderBlockSide
{
    private const double SpikeAtr = 2;
    private const int SweepBars = 5;

    private readonly MarketStructure _structure;
    private readonly ZoneRules _rules;
    private readonly ParsedBar[] _recent; // The last size + 1 bars: a pivot is confirmed size bars late.
    private readonly int _sign;
    private ParsedBar _origin; // First lowest since the last pivot, the last bar not yet included.
    private long _pivotEventId;

    public OrderBlockSide(int sign, MarketStructure structure, int size, ZoneRules rules)
    {
        _sign = sign;
        _structure = structure;
        _rules = rules;
        _recent = new ParsedBar[size + 1];
        Zones = new ZoneTable(sign, rules);
    }

    public ZoneTable Zones { get; }

    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        int row = bars.LastRow;
        Zones.Update(bars, output);
        var parsed = ParsedBar.Of(in bars.Last, _sign, row, context);

        PivotBreak broken = _structure.Break(_sign);
        if (broken.Exists)
            Add(in broken, bars, context, output);

        _recent[row % _recent.Length] = parsed;
        Pivot pivot = _sign > 0 ? _structure.Legs.High : _structure.Legs.Low;
        if (pivot.EventId != _pivotEventId)
            Restart(in pivot, row);
        else if (parsed.Low < _origin.Low)
            _origin = parsed;
    }

    public void Transfer(ref StateTransfer state)
    {
        Zones.Transfer(ref state);
        state.Values<ParsedBar>(_recent);
        state.Value(ref _origin);
        state.Value(ref _pivotEventId);
    }

    private void Restart(in Pivot pivot, int row)
    {
        _pivotEventId = pivot.EventId;
        _origin = _recent[pivot.Row % _recent.Length];
        for (int i = pivot.Row + 1; i <= row; i++)
        {
            ref readonly ParsedBar parsed = ref _recent[i % _recent.Length];
            if (parsed.Low < _origin.Low)
                _origin = parsed;
        }
    }

    private readonly void Add(in PivotBreak broken, BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        SidedBar bar = SidedBar.Of(in bars.Last, _sign);
        double score = Score(in broken, in bar, bars.LastRow, context);
        ref PriceEvent told = ref output.Add(PriceEventKind.OrderBlock, _origin.Row);
        told.ReferenceId = broken.EventId;
        told.OtherRow = broken.Pivot.Row;
        told.Scale = _rules.Scale;
        told.Score = score;
        told.SetEdges(_sign, _origin.High, _origin.Low);
        var zone = new Zone
        {
            // A spike, where nothing else lay since the pivot, is upside down: its zone is the far edge alone.
            Top = double.Max(_origin.High, _origin.Low),
            Bottom = _origin.Low,
            Score = score,
            EventId = told.Id,
            Row = _origin.Row,
            KnownRow = bars.LastRow,
        };
        Zones.Add(in zone, output);
    }

    // Five parts of equal weight, each 0 to 1, all known at the break.
    private readonly double Score(in PivotBreak broken, in SidedBar bar, int row, PriceContext context)
    {
        double displacement = Math.Clamp((bar.Close - _origin.High) / (2 * context.Atr), 0, 1);
        double imbalance = context.LastGapRow(_sign) > _origin.Row ? 1 : 0;
        int sweepRow = context.LastSweepRow(-_sign);
        double sweep = sweepRow >= 0 && sweepRow >= _origin.Row - SweepBars ? 1 : 0;
        double mean = (context.TotalVolume - _origin.VolumeBefore) / (row - _origin.Row + 1);
        double volume = context.MeanVolume > 0 ? Math.Min(1, mean / context.MeanVolume / 2) : 0;
        double structure = broken.Kind == PriceEventKind.ChangeOfCharacter ? 1 : 0.6;
        double known = double.IsNaN(displacement) ? 0 : displacement; // Before the ATR has a value.
        return (known + imbalance + sweep + volume + structure) / 5;
    }

    /// <summary>A bar as order blocks see it. 32 bytes, no padding.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ParsedBar(double High, double Low, double VolumeBefore, long LongRow)
    {
        public int Row => (int)LongRow;

        public static ParsedBar Of(in Bar bar, int sign, int row, PriceContext context)
        {
            SidedBar sided = SidedBar.Of(in bar, sign);
            double volumeBefore = context.TotalVolume - bar.Volume;
            return bar.High - bar.Low >= SpikeAtr * context.SlowAtr
                ? new ParsedBar(sided.Low, sided.High, volumeBefore, row)
                : new ParsedBar(sided.High, sided.Low, volumeBefore, row);
        }
    }
}
