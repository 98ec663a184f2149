namespace LowLatencyEngine.Console.Analyze;

/// <summary>What a chart is drawn on. Coordinates are pixels from the upper left corner.</summary>
internal interface IChartCanvas
{
    /// <summary>A straight line.</summary>
    void Line(ChartPoint from, ChartPoint to, ChartStroke stroke);

    /// <summary>A filled box between two corners.</summary>
    void Box(ChartPoint corner, ChartPoint opposite, ChartColor fill);

    /// <summary>Capital letters, digits and signs; the point is the middle of the left end, or of the text.</summary>
    void Text(ChartPoint at, string text, ChartColor color, bool isCentred);

    /// <summary>Writes the picture.</summary>
    void Save(string path);
}

/// <summary>A place on the canvas.</summary>
internal readonly record struct ChartPoint(double X, double Y);

/// <summary>Red, green, blue and opacity, 0 to 255.</summary>
internal readonly record struct ChartColor(byte Red, byte Green, byte Blue, byte Opacity = 255)
{
    /// <summary>The same colour, more or less transparent.</summary>
    public ChartColor WithOpacity(byte opacity) => this with { Opacity = opacity };
}

/// <summary>How a line looks.</summary>
/// <param name="Color">Its colour.</param>
/// <param name="Width">In pixels.</param>
/// <param name="IsDashed">Broken into short pieces.</param>
internal readonly record struct ChartStroke(ChartColor Color, int Width = 1, bool IsDashed = false);
