using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// Draws events: zones, gaps and liquidity behind the candles, structure, swings, sweeps and patterns in front. What is
/// over and done with is left out where it would only hide the rest.
/// </summary>
internal sealed class ChartMarks
{
    private const double GapSizeAtrMin = 0.4;
    private const double ZoneScoreMin = 0.55;
    private const double MarkDistance = 12;
    private const double PatternScoreMin = 0.3;

    private static readonly ChartColor Up = new(30, 110, 200);
    private static readonly ChartColor Down = new(190, 60, 140);
    private static readonly ChartColor GapUp = new(90, 190, 90);
    private static readonly ChartColor GapDown = new(240, 140, 50);
    private static readonly ChartColor Demand = new(0, 150, 160);
    private static readonly ChartColor Supply = new(150, 90, 40);
    private static readonly ChartColor Pool = new(120, 120, 120);
    private static readonly ChartColor Faint = new(110, 116, 128);

    private readonly ChartScene _scene;
    private readonly List<PriceEvent> _events;
    private readonly ILookup<long, PriceEvent> _later;

    public ChartMarks(ChartScene scene, List<PriceEvent> events)
    {
        _scene = scene;
        _events = events;
        _later = events.ToLookup(e => e.ReferenceId);
    }

    /// <summary>What candles are drawn over.</summary>
    public void DrawBehind(IChartCanvas canvas)
    {
        foreach (PriceEvent e in _events)
        {
            switch (e.Kind)
            {
                case PriceEventKind.OrderBlock:
                    bool isSwing = e.Scale == PriceScale.Swing;
                    if (isSwing || e.Score >= ZoneScoreMin)
                        DrawZone(canvas, in e, isSwing ? "OB" : "ob", e.Direction > 0 ? Up : Down, 46);
                    break;

                case PriceEventKind.FairValueGap when e.Score >= GapSizeAtrMin:
                    DrawZone(canvas, in e, "FVG", e.Direction > 0 ? GapUp : GapDown, 60);
                    break;

                case PriceEventKind.SupplyDemandZone when e.Score >= ZoneScoreMin:
                    DrawZone(canvas, in e, e.Direction > 0 ? "DEM" : "SUP", e.Direction > 0 ? Demand : Supply, 30);
                    break;

                case PriceEventKind.PoolFormed:
                    DrawPool(canvas, in e);
                    break;

                default:
                    break; // Drawn in front, or not at all.
            }
        }
    }

    /// <summary>What is drawn over the candles.</summary>
    public void DrawInFront(IChartCanvas canvas)
    {
        foreach (PriceEvent e in _events)
        {
            if (e.KnownRow < _scene.FirstRow)
                continue;

            switch (e.Kind)
            {
                case PriceEventKind.InitialBreak or PriceEventKind.BreakOfStructure or PriceEventKind.ChangeOfCharacter:
                    DrawBreak(canvas, in e);
                    break;

                case PriceEventKind.LegPivot when e.Scale == PriceScale.Swing:
                    DrawMark(canvas, in e, LabelOf(in e), e.Direction, Ink(in e));
                    break;

                case PriceEventKind.PivotSwept:
                    DrawMark(canvas, in e, "X", e.Direction, Pool);
                    break;

                case PriceEventKind.FalseMove:
                    DrawMark(canvas, in e, "FM", -2 * e.Direction, Ink(in e));
                    break;

                case >= PriceEventKind.HeadAndShoulders and <= PriceEventKind.Harmonic:
                    if (e.Score >= PatternScoreMin)
                        DrawPattern(canvas, in e);
                    break;

                default:
                    break; // Drawn behind, or not at all.
            }
        }
    }

    private static ChartColor Ink(in PriceEvent e) => e.Direction > 0 ? Up : Down;

    private static string LabelOf(in PriceEvent e) => (e.Direction, e.Score) switch
    {
        ( > 0, < 0) => "LH",
        ( > 0, _) => "HH",
        (_, > 0) => "HL",
        _ => "LL",
    };

    private void DrawZone(IChartCanvas canvas, in PriceEvent e, string label, ChartColor color, byte opacity)
    {
        int end = _scene.LastRow;
        bool isOver = false;
        foreach (PriceEvent later in _later[e.Id])
        {
            bool ends = later.Kind is PriceEventKind.ZoneBroken or PriceEventKind.ZoneGone ||
                (later.Kind == PriceEventKind.ZoneFilled && e.Kind == PriceEventKind.FairValueGap);
            if (!ends)
                continue;

            end = later.KnownRow;
            isOver = true;
            break;
        }

        if (end < _scene.FirstRow || !_scene.Shows(e.High, e.Low))
            return;

        double right = isOver ? _scene.X(end) : _scene.Right;
        byte shade = isOver ? (byte)(opacity / 2) : opacity;
        canvas.Box(
            new ChartPoint(_scene.X(e.Row), _scene.Y(e.High)), new ChartPoint(right, _scene.Y(e.Low)),
            color.WithOpacity(shade));
        if (!isOver)
        {
            double middle = 0.5 * (_scene.Y(e.High) + _scene.Y(e.Low));
            canvas.Text(new ChartPoint(_scene.Right - 44, middle), label, color, isCentred: false);
        }
    }

    private void DrawPool(IChartCanvas canvas, in PriceEvent e)
    {
        IEnumerable<PriceEvent> later = _later[e.Id];
        int end = later.Where(l => l.Kind == PriceEventKind.PoolSwept).Select(l => l.Row)
            .FirstOrDefault(_scene.LastRow);
        if (end < _scene.FirstRow || !_scene.Shows(e.High, e.Low))
            return;

        double y = _scene.Y(e.High);
        canvas.Line(
            new ChartPoint(_scene.X(e.Row), y), new ChartPoint(_scene.X(end), y), new ChartStroke(Pool, 2, true));
        double labelX = Math.Min(_scene.X(end) + 4, _scene.Right - 84); // Left of the names of zones.
        canvas.Text(
            new ChartPoint(labelX, y - MarkDistance), e.Direction > 0 ? "BSL" : "SSL", Pool, isCentred: false);
    }

    private void DrawBreak(IChartCanvas canvas, in PriceEvent e)
    {
        bool isSwing = e.Scale == PriceScale.Swing;
        double y = _scene.Y(e.High);
        ChartColor color = e.Direction > 0 ? Up : Down;
        canvas.Line(
            new ChartPoint(_scene.X(e.OtherRow), y), new ChartPoint(_scene.X(e.Row), y),
            new ChartStroke(color, isSwing ? 2 : 1, !isSwing));
        if (!isSwing && e.Kind != PriceEventKind.ChangeOfCharacter)
            return; // Named, the many internal breaks of structure would hide the chart.

        string name = e.Kind == PriceEventKind.ChangeOfCharacter ? "CHoCH" : "BOS";
        double middle = 0.5 * (_scene.X(e.OtherRow) + _scene.X(e.Row));
        double above = e.Direction > 0 ? -MarkDistance : MarkDistance;
        canvas.Text(new ChartPoint(middle, y + above), isSwing ? name : "ch", color, isCentred: true);
    }

    // Above the bar for highs, below it for lows; the farther the larger the line number is.
    private void DrawMark(IChartCanvas canvas, in PriceEvent e, string text, int line, ChartColor color)
    {
        if (e.Row < _scene.FirstRow)
            return;

        double y = (line > 0 ? _scene.Y(e.High) : _scene.Y(e.Low)) - line * MarkDistance;
        canvas.Text(new ChartPoint(_scene.X(e.Row), y), text, color, isCentred: true);
    }

    private void DrawPattern(IChartCanvas canvas, in PriceEvent e)
    {
        if (e.OtherRow < _scene.FirstRow)
            return;

        string name = e.Kind switch
        {
            PriceEventKind.HeadAndShoulders => "H+S",
            PriceEventKind.DoubleTopBottom => "DOUBLE",
            PriceEventKind.TripleTopBottom => "TRIPLE",
            PriceEventKind.Harmonic => ((HarmonicKind)e.Count).ToString(),
            _ => e.Kind.ToString(),
        };
        double left = _scene.X(e.OtherRow);
        double right = _scene.X(e.KnownRow);
        double bottom = _scene.Y(_scene.LowBetween(e.OtherRow, e.KnownRow)) + 6;
        canvas.Line(new ChartPoint(left, bottom), new ChartPoint(right, bottom), new ChartStroke(Faint));
        canvas.Line(new ChartPoint(left, bottom), new ChartPoint(left, bottom - 6), new ChartStroke(Faint));
        canvas.Line(new ChartPoint(right, bottom), new ChartPoint(right, bottom - 6), new ChartStroke(Faint));
        canvas.Text(
            new ChartPoint(Math.Max(left + 30, 0.5 * (left + right)), bottom + 10), name, Faint, isCentred: true);
    }
}
