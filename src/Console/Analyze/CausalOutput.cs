using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// The files of `lle analyze --set causal`: swings, gaps, order blocks, liquidity, structure and chart patterns of a
/// series, each fact with the bar at which it became known. A tool: it keeps all events in memory.
/// </summary>
public static class CausalOutput
{
    /// <summary>Writes <c>causal/</c> and <c>patterns/</c> below <paramref name="folder"/>.</summary>
    /// <returns>Files written.</returns>
    /// <exception cref="InvalidDataException">A bar is not finite.</exception>
    public static int Write(IEnumerable<Bar> bars, string folder)
    {
        var series = new List<Bar>(bars);
        var run = new CausalRun(PoolToleranceOf(series));
        foreach (Bar bar in series)
        {
            if (!bar.IsFinite)
                throw new InvalidDataException($"bar is not finite: row={run.Count}; remove or repair it in the file");

            run.Add(in bar);
        }

        run.Complete();
        int fileCount = 0;
        foreach (CausalTable table in CausalTables.All(run))
        {
            table.Write(folder);
            fileCount++;
        }

        return fileCount;
    }

    // The peer's tolerance is a share of the whole sample's range; a tool that has the whole sample can ask for the
    // same.
    private static double PoolToleranceOf(List<Bar> bars)
    {
        double high = double.NegativeInfinity;
        double low = double.PositiveInfinity;
        foreach (Bar bar in bars)
            (high, low) = (Math.Max(high, bar.High), Math.Min(low, bar.Low));

        return bars.Count == 0 ? 0 : 0.01 * (high - low);
    }
}
