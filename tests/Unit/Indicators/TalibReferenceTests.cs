using System.Collections.Concurrent;
using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>Every column of the reference files of TA-Lib, first row and tolerance.</summary>
public sealed class TalibReferenceTests
{
    private static readonly ConcurrentDictionary<string, (Bar[] Bars, ReferenceTable Table)> Loaded = new();

    public static TheoryData<string, string, string> Functions()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string series in (string[])["eurusd_15m", "msft_1d"])
        {
            foreach (string file in (string[])["talib_default.csv.gz", "talib_common.csv.gz"])
            {
                if (SharedData.FolderOrNull is null)
                    continue;

                foreach (string name in GroupNames(Load(series, file).Table))
                    data.Add(series, file, name);
            }
        }

        return data;
    }

    [SharedDataTheory]
    [MemberData(nameof(Functions))]
    public void Column_agrees_with_the_reference(string series, string file, string name)
    {
        (Bar[] bars, ReferenceTable table) = Load(series, file);
        IColumnGroup group = ColumnCatalog.Create(name)!;

        string? difference = ColumnChecker.FirstDifference(group, bars, table, ToleranceOf);

        Assert.True(difference is null, difference);
    }

    [SharedDataTheory]
    [InlineData("talib-default", "talib_default.csv.gz")]
    [InlineData("talib-common", "talib_common.csv.gz")]
    [InlineData("talib-candles", "talib_candles.csv.gz")]
    [InlineData("skender", "skender.csv.gz")]
    public void Set_has_the_columns_of_the_reference_file_in_order(string setName, string file)
    {
        ColumnSelection selection = ColumnCatalog.SelectSet(setName)!;
        var names = new List<string> { "row", "time" };
        for (int i = 0; i < selection.Count; i++)
            names.Add(selection.Name(i));

        Assert.Equal(Load("eurusd_15m", file).Table.Header, names);
    }

    internal static Tolerance ToleranceOf(string column) => Tolerance.Of(StemOf(column));

    private static string StemOf(string column)
    {
        string stem = column.Split('.')[0];
        while (stem.LastIndexOf('_') is var cut and > 0 && char.IsAsciiDigit(stem[cut + 1]))
            stem = stem[..cut];

        return stem;
    }

    private static (Bar[] Bars, ReferenceTable Table) Load(string series, string file) => Loaded.GetOrAdd(
        $"{series}/{file}", _ => (TestBars.Load(series), ReferenceTable.Load(series, file)));

    private static List<string> GroupNames(ReferenceTable table)
    {
        var names = new List<string>();
        foreach (string column in table.Header)
        {
            string name = column.Split('.')[0];
            if (name is not ("row" or "time") && !names.Contains(name))
                names.Add(name);
        }

        return names;
    }
}
