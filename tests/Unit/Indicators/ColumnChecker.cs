using System;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>Runs columns over bars and compares them with a reference file.</summary>
public static class ColumnChecker
{
    /// <summary>The first difference in words; null where there is none.</summary>
    public static string? FirstDifference(
        IColumnGroup group, Bar[] bars, ReferenceTable reference, Func<string, Tolerance> toleranceOf)
    {
        int index = 0;
        for (int row = 0; row < bars.Length && index < reference.RowCount; row++)
        {
            if (!group.Update(in bars[row]))
                return $"row {row}: refused";

            if (reference.Number(index, "row") != row)
                continue;

            for (int i = 0; i < group.Names.Count; i++)
            {
                if (!Agrees(group, i, reference.Number(index, group.Names[i]), in bars[row], toleranceOf))
                {
                    return $"row {row}: column={group.Names[i]}, actual={group.Read(i):R}, " +
                        $"expected={reference.Text(index, group.Names[i])}";
                }
            }

            index++;
        }

        return index == reference.RowCount ? null : $"only {index} of {reference.RowCount} rows were compared";
    }

    private static bool Agrees(
        IColumnGroup group, int column, double expected, in Bar bar, Func<string, Tolerance> toleranceOf)
    {
        double actual = group.Read(column);
        if (double.IsNaN(expected) || double.IsNaN(actual))
            return double.IsNaN(expected) && double.IsNaN(actual);

        if (group.IsInteger)
            return actual == expected;

        return toleranceOf(group.Names[column]).Allows(expected, actual, in bar);
    }
}
