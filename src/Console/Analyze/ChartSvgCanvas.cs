using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Draws into a scalable vector graphic.</summary>
internal sealed class ChartSvgCanvas : IChartCanvas
{
    private readonly StringBuilder _svg = new();

    public ChartSvgCanvas(int width, int height)
    {
        _svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" ");
        _svg.Append(CultureInfo.InvariantCulture,
            $"viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"13\">\n");
    }

    public void Line(ChartPoint from, ChartPoint to, ChartStroke stroke)
    {
        _svg.Append(CultureInfo.InvariantCulture,
            $"<line x1=\"{from.X:F1}\" y1=\"{from.Y:F1}\" x2=\"{to.X:F1}\" y2=\"{to.Y:F1}\" ");
        _svg.Append(CultureInfo.InvariantCulture,
            $"stroke=\"{Rgb(stroke.Color)}\" stroke-opacity=\"{Share(stroke.Color)}\" stroke-width=\"{stroke.Width}\"");
        _svg.Append(stroke.IsDashed ? " stroke-dasharray=\"6 4\"/>\n" : "/>\n");
    }

    public void Box(ChartPoint corner, ChartPoint opposite, ChartColor fill)
    {
        double x = Math.Min(corner.X, opposite.X);
        double y = Math.Min(corner.Y, opposite.Y);
        double width = Math.Max(1, Math.Abs(corner.X - opposite.X));
        double height = Math.Max(1, Math.Abs(corner.Y - opposite.Y));
        _svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:F1}\" y=\"{y:F1}\" width=\"{width:F1}\" height=\"{height:F1}\" fill=\"{Rgb(fill)}\" ");
        _svg.Append(CultureInfo.InvariantCulture, $"fill-opacity=\"{Share(fill)}\"/>\n");
    }

    public void Text(ChartPoint at, string text, ChartColor color, bool isCentred)
    {
        string anchor = isCentred ? "middle" : "start";
        _svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{at.X:F1}\" y=\"{at.Y + 4:F1}\" fill=\"{Rgb(color)}\" text-anchor=\"{anchor}\">");
        _svg.Append(text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)).Append("</text>\n");
    }

    public void Save(string path) => File.WriteAllText(path, _svg + "</svg>\n");

    private static string Rgb(ChartColor color) =>
        string.Create(CultureInfo.InvariantCulture, $"rgb({color.Red},{color.Green},{color.Blue})");

    private static string Share(ChartColor color) =>
        (color.Opacity / 255.0).ToString("F2", CultureInfo.InvariantCulture);
}
