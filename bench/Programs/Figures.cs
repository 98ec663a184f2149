using System;
using System.Collections.Generic;
using System.Linq;

namespace LowLatencyEngine.Programs;

/// <summary>Figures of one run: name, with the unit in it, to value. In order of naming.</summary>
public sealed class Figures
{
    private readonly List<KeyValuePair<string, double>> _items = [];

    /// <summary>Names and values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Items => _items;

    /// <summary>As an object for JSON.</summary>
    public Dictionary<string, double> ToDictionary() => new(_items, StringComparer.Ordinal);

    /// <summary>Adds a figure, rounded to six significant digits: more would be noise.</summary>
    public Figures Add(string name, double value)
    {
        _items.Add(new(name, Round(value)));
        return this;
    }

    /// <summary>Adds all figures of <paramref name="other"/>, their names between <paramref name="prefix"/> and
    /// nothing.</summary>
    public Figures AddAll(string prefix, Figures other)
    {
        foreach ((string name, double value) in other._items)
            Add(prefix + name, value);

        return this;
    }

    /// <summary>A figure; NaN where there is none of that name.</summary>
    public double this[string name] =>
        _items.FirstOrDefault(item => item.Key == name, new(name, double.NaN)).Value;

    /// <summary>The median of each figure over <paramref name="runs"/>, by the names of the first run.</summary>
    public static Figures Medians(IReadOnlyList<Figures> runs)
    {
        var medians = new Figures();
        foreach ((string name, _) in runs[0]._items)
            medians.Add(name, Median(runs.Select(run => run[name])));

        return medians;
    }

    /// <summary>
    /// For each name that both sides have, the median over the runs of this side's figure divided by the other's of the
    /// same block.
    /// </summary>
    public static Figures Ratios(IReadOnlyList<Figures> runs, IReadOnlyList<Figures> raw)
    {
        var ratios = new Figures();
        foreach ((string name, _) in runs[0]._items.Where(item => !double.IsNaN(raw[0][item.Key])))
            ratios.Add(name, Median(runs.Zip(raw, (ours, theirs) => ours[name] / theirs[name])));

        return ratios;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double Round(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;

        double scale = Math.Pow(10, 5 - Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value * scale) / scale;
    }
}
