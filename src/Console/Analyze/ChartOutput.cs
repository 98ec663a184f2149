using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// `lle analyze --chart`: candles of the last bars with structure, zones, gaps and liquidity, so that a trader can
/// judge by eye. The analysis runs over all bars; the picture shows the last.
/// </summary>
public static class ChartOutput
{
    private const int Width = 1_800;
    private const int Height = 1_000;

    /// <summary>Writes <paramref name="path"/>; its ending, .svg or .png, says which kind.</summary>
    /// <exception cref="ArgumentException">Another ending, or no bars.</exception>
    public static void Write(IEnumerable<Bar> bars, string path, int lastCount, string title)
    {
        var series = new List<Bar>(bars);
        if (series.Count == 0 || lastCount < 2)
        {
            throw new ArgumentException(
                $"nothing to draw: bars={series.Count}, last={lastCount}; give a file with bars and --last 2 or more");
        }

        IChartCanvas canvas = CanvasFor(path);
        List<PriceEvent> events = Analyze(series);
        int first = Math.Max(0, series.Count - lastCount);
        var scene = new ChartScene(series, first, Width, Height);
        scene.DrawGrid(canvas, title);
        new ChartMarks(scene, events).DrawBehind(canvas);
        scene.DrawCandles(canvas);
        new ChartMarks(scene, events).DrawInFront(canvas);
        canvas.Save(path);
    }

    private static IChartCanvas CanvasFor(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => new ChartSvgCanvas(Width, Height),
        ".PNG" => new ChartPngCanvas(Width, Height),
        string other => throw new ArgumentException(
            $"unknown kind of picture: extension={other}; name the file .svg or .png"),
    };

    private static List<PriceEvent> Analyze(List<Bar> bars)
    {
        var stage = new PriceActionStage(new PriceActionParameters());
        var buffer = new PriceEventBuffer(1_024);
        var events = new List<PriceEvent>();
        foreach (Bar bar in bars)
        {
            buffer.Clear();
            stage.Update(in bar, buffer);
            events.AddRange(buffer.Events);
        }

        return events;
    }
}
