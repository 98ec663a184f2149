using System.Collections.Generic;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Where the bars of an analysis come from.</summary>
/// <param name="Paths">Files of bars or ticks, of any format the engine reads; several are merged by time.</param>
public sealed record BarSource(IReadOnlyList<string> Paths)
{
    /// <summary>Length of the bars that ticks and shorter bars are built into; 0 for bars as they are.</summary>
    public long FrameNs { get; init; }

    /// <summary>Side of quotes and of bars of quotes: Buy for the bid.</summary>
    public Side Side { get; init; } = Side.Buy;

    /// <summary>
    /// Opens it. A CSV file whose header names time, open, high, low, close and volume keeps its times as written and
    /// its numbers as the doubles they spell; everything else comes through the engine's records.
    /// </summary>
    /// <exception cref="BarFileException">A file is wrong.</exception>
    public IBarReader Open()
    {
        if (Paths.Count == 1 && FrameNs == 0 && BarFile.IsBarFile(Paths[0]))
            return new BarFile(Paths[0]);

        try
        {
            return new DataBars(this);
        }
        catch (DataFileException e)
        {
            throw new BarFileException(e.Message);
        }
    }

    /// <summary>Its bars, read as they are asked for.</summary>
    public IEnumerable<Bar> Read()
    {
        using IBarReader bars = Open();
        while (bars.TryRead(out BarLine line))
            yield return line.Bar;
    }
}
