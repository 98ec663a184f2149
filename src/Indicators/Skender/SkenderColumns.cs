using System.Collections.Generic;
using LowLatencyEngine.Indicators.Columns;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// The indicators of the <c>skender</c> set as named columns, with the parameters their names say. A group is called by
/// what stands before the dot (<c>SUPERTREND_10_3</c>), its columns by the whole
/// (<c>SUPERTREND_10_3.UpperBand</c>).
/// </summary>
/// <remarks>
/// No column looks ahead. Columns of the reference that do stand where they become known: DPO_14 (8 bars later),
/// ICHIMOKU.ChikouSpan (26), FRACTAL_2 and the points of PIVOTS_2_2_20 (2). Columns without an end to their rewriting
/// keep their place and have no value: SLOPE_14.Line, lines and trends of PIVOTS, STDDEVCHAN, ZIGZAG.
/// </remarks>
public static class SkenderColumns
{
    private static readonly IReadOnlyList<ColumnGroupRow>[] Tables =
    [
        SkenderAverages.Rows, SkenderMomentum.Rows, SkenderVolatility.Rows, SkenderTrends.Rows, SkenderVolumes.Rows,
        SkenderPrices.Rows,
    ];

    /// <summary>All groups, new, in the order of the reference file.</summary>
    public static IReadOnlyList<IColumnGroup> CreateAll()
    {
        var groups = new List<IColumnGroup>();
        foreach (IReadOnlyList<ColumnGroupRow> table in Tables)
        {
            foreach (ColumnGroupRow row in table)
                groups.Add(row.Create());
        }

        return groups;
    }

    /// <summary>
    /// A new group by its name, or one column of it by the column's; null where there is none so called.
    /// </summary>
    public static IColumnGroup? Create(string name)
    {
        foreach (IReadOnlyList<ColumnGroupRow> table in Tables)
        {
            foreach (ColumnGroupRow row in table)
            {
                if (row.Name == name)
                    return row.Create();

                int index = row.IndexOf(name);
                if (index >= 0)
                    return new ColumnView(row.Create(), [name], [index], isInteger: false);
            }
        }

        return null;
    }
}
