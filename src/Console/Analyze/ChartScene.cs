using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Where bars and prices lie on the canvas; draws grid and candles.</summary>
internal sealed class ChartScene
{
    public static readonly ChartColor Ink = new(40, 44, 52);

    private static readonly ChartColor Paper = new(255, 255, 255);
    private static readonly ChartColor Grid = new(232, 234, 238);
    private static readonly ChartColor Rising = new(38, 150, 120);
    private static readonly ChartColor Falling = new(214, 69, 65);

    private const string Legend = "BOS, CHOCH: SWING   CH, DASHED: INTERNAL   X: SWEEP   FM: FALSE MOVE";
    private const int MarginLeft = 12;
    private const int MarginRight = 96;
    private const int MarginTop = 44;
    private const int MarginBottom = 40;

    private readonly List<Bar> _bars;
    private readonly int _width;
    private readonly int _height;
    private readonly double _high;
    private readonly double _low;

    public ChartScene(List<Bar> bars, int firstRow, int width, int height)
    {
        _bars = bars;
        FirstRow = firstRow;
        _width = width;
        _height = height;
        _high = double.NegativeInfinity;
        _low = double.PositiveInfinity;
        for (int row = firstRow; row < bars.Count; row++)
            (_high, _low) = (Math.Max(_high, bars[row].High), Math.Min(_low, bars[row].Low));

        double margin = 0.04 * (_high - _low) + 1e-9 * Math.Abs(_high);
        (_high, _low) = (_high + margin, _low - margin);
    }

    /// <summary>First bar in the picture.</summary>
    public int FirstRow { get; }

    /// <summary>Last bar in the picture.</summary>
    public int LastRow => _bars.Count - 1;

    /// <summary>Right end of the plot.</summary>
    public double Right => _width - MarginRight;

    /// <summary>Pixels from bar to bar.</summary>
    public double Step => (Right - MarginLeft) / (_bars.Count - FirstRow);

    /// <summary>Middle of a bar; bars before the first lie at the left end.</summary>
    public double X(int row) => row < FirstRow ? MarginLeft : MarginLeft + (row - FirstRow + 0.5) * Step;

    /// <summary>Height of a price, kept inside the plot.</summary>
    public double Y(double price)
    {
        double share = Math.Clamp((_high - price) / (_high - _low), 0, 1);
        return MarginTop + share * (_height - MarginTop - MarginBottom);
    }

    /// <summary>Whether any of a price range is in the picture.</summary>
    public bool Shows(double high, double low) => high >= _low && low <= _high;

    /// <summary>Lowest price of some bars.</summary>
    public double LowBetween(int fromRow, int toRow)
    {
        double low = _bars[fromRow].Low;
        for (int row = fromRow; row <= toRow; row++)
            low = Math.Min(low, _bars[row].Low);

        return low;
    }

    /// <summary>Background, price and time lines, title.</summary>
    public void DrawGrid(IChartCanvas canvas, string title)
    {
        canvas.Box(new ChartPoint(0, 0), new ChartPoint(_width, _height), Paper);
        double step = NiceStep((_high - _low) / 10);
        for (double price = Math.Ceiling(_low / step) * step; price < _high; price += step)
        {
            canvas.Line(new ChartPoint(MarginLeft, Y(price)), new ChartPoint(Right, Y(price)), new ChartStroke(Grid));
            canvas.Text(new ChartPoint(Right + 6, Y(price)), TextOf(price, step), Ink, isCentred: false);
        }

        int every = Math.Max(1, (LastRow - FirstRow) / 8);
        for (int row = FirstRow + every / 2; row <= LastRow; row += every)
        {
            var top = new ChartPoint(X(row), MarginTop);
            canvas.Line(top, top with { Y = _height - MarginBottom }, new ChartStroke(Grid));
            canvas.Text(new ChartPoint(X(row), _height - MarginBottom / 2), TimeOf(row), Ink, isCentred: true);
        }

        canvas.Text(new ChartPoint(MarginLeft, MarginTop / 2), title, Ink, isCentred: false);
        canvas.Text(new ChartPoint(0.5 * _width, MarginTop / 2), Legend, Ink, isCentred: false);
    }

    /// <summary>Candles.</summary>
    public void DrawCandles(IChartCanvas canvas)
    {
        double half = Math.Max(0.5, Step * 0.35);
        for (int row = FirstRow; row <= LastRow; row++)
        {
            Bar bar = _bars[row];
            ChartColor color = bar.Close >= bar.Open ? Rising : Falling;
            canvas.Line(
                new ChartPoint(X(row), Y(bar.High)), new ChartPoint(X(row), Y(bar.Low)), new ChartStroke(color));
            canvas.Box(
                new ChartPoint(X(row) - half, Y(bar.Open)), new ChartPoint(X(row) + half, Y(bar.Close)), color);
        }
    }

    private static double NiceStep(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (double factor in new[] { 1.0, 2, 5 })
        {
            if (factor * power >= atLeast)
                return factor * power;
        }

        return 10 * power;
    }

    private static string TextOf(double price, double step)
    {
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step)), 0, 8);
        return price.ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    private string TimeOf(int row) => DateTime.UnixEpoch.AddTicks(_bars[row].OpenTimestampNs / 100)
        .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
