using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators.Candles;
using LowLatencyEngine.Indicators.Skender;
using LowLatencyEngine.Indicators.Statistics;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>
/// Every statistic by its name: NAME[_number...][.output], with TA-Lib's names and defaults. For configuration and
/// tools; set-up only.
/// </summary>
public static class ColumnCatalog
{
    private static readonly Dictionary<string, ColumnFunction> Functions = Index();

    // Families that make their groups themselves, by name; asked where TA-Lib's functions do not know a name.
    private static readonly Func<string, IColumnGroup?>[] OtherFamilies =
        [CandleColumns.Create, SkenderColumns.Create];

    /// <summary>Names that <see cref="SelectSet"/> knows.</summary>
    public static IReadOnlyList<string> SetNames { get; } =
        ["talib-default", "talib-common", "talib-candles", "skender"];

    /// <summary>A group of its own for one name; null where no function has this name.</summary>
    /// <exception cref="ColumnNameException">A number or an output of a known function is wrong.</exception>
    public static IColumnGroup? Create(string name)
    {
        if (Parse(name, out IColumnGroup? other) is not { } request)
            return other;

        ColumnFunction function = request.Function;
        IColumnGroup source = function.Create(new ParameterValues(request.Values));
        return new ColumnView(source, request.Names, request.SourceIndexes, function.IsInteger);
    }

    /// <summary>
    /// Columns for all <paramref name="names"/>, in order. Names that need the same kernel share it.
    /// </summary>
    /// <exception cref="ColumnNameException">A name is unknown or wrong.</exception>
    public static ColumnSelection Select(IReadOnlyList<string> names)
    {
        var selection = new ColumnSelection();
        var groupIndexes = new Dictionary<string, int>();
        foreach (string name in names)
            Add(selection, groupIndexes, name);

        return selection;
    }

    /// <summary>The columns of a set, as its reference file has them; null where there is no such set.</summary>
    public static ColumnSelection? SelectSet(string setName) => setName switch
    {
        "talib-default" => Select(ColumnSets.TalibDefault),
        "talib-common" => Select(ColumnSets.TalibCommon),
        "talib-candles" => SelectAll(CandleColumns.CreateAll()),
        "skender" => SelectAll(SkenderColumns.CreateAll()),
        _ => null,
    };

    private static void Add(ColumnSelection selection, Dictionary<string, int> groupIndexes, string name)
    {
        if (Parse(name, out IColumnGroup? other) is not { } request)
        {
            AddGroup(selection, other ?? throw new ColumnNameException($"unknown column: column={name}; names are " +
                "NAME[_number...][.output], for instance EMA_20, RSI, MACD.MACDHist"));
            return;
        }

        if (!groupIndexes.TryGetValue(request.KernelKey, out int groupIndex))
        {
            groupIndex = selection.AddGroup(request.Function.Create(new ParameterValues(request.Values)));
            groupIndexes.Add(request.KernelKey, groupIndex);
        }

        for (int i = 0; i < request.Names.Length; i++)
        {
            selection.AddColumn(
                request.Names[i], groupIndex, request.SourceIndexes[i], request.Function.IsInteger);
        }
    }

    // A name that a function knows but does not like may be another family's: STOCHRSI_14_14_3_1.
    private static ColumnRequest? Parse(string name, out IColumnGroup? other)
    {
        other = null;
        try
        {
            if (ColumnRequest.Parse(name, Functions) is { } request)
                return request;

            other = CreateElsewhere(name);
        }
        catch (ColumnNameException)
        {
            other = CreateElsewhere(name);
            if (other is null)
                throw;
        }

        return null;
    }

    private static ColumnSelection SelectAll(IReadOnlyList<IColumnGroup> groups)
    {
        var selection = new ColumnSelection();
        foreach (IColumnGroup group in groups)
            AddGroup(selection, group);

        return selection;
    }

    // Groups that come as they are share nothing.
    private static void AddGroup(ColumnSelection selection, IColumnGroup group)
    {
        int groupIndex = selection.AddGroup(group);
        for (int i = 0; i < group.Names.Count; i++)
            selection.AddColumn(group.Names[i], groupIndex, i, group.IsInteger);
    }

    private static IColumnGroup? CreateElsewhere(string name)
    {
        foreach (Func<string, IColumnGroup?> create in OtherFamilies)
        {
            if (create(name) is { } group)
                return group;
        }

        return null;
    }

    private static Dictionary<string, ColumnFunction> Index()
    {
        var functions = new Dictionary<string, ColumnFunction>(StringComparer.Ordinal);
        ReadOnlySpan<IReadOnlyList<ColumnFunction>> tables =
        [
            OverlapFunctions.All, MomentumFunctions.All, CycleFunctions.All, StatisticFunctions.All, PriceFunctions.All,
            StatisticColumns.All,
        ];
        foreach (IReadOnlyList<ColumnFunction> table in tables)
        {
            foreach (ColumnFunction function in table)
                functions.Add(function.Name, function);
        }

        return functions;
    }
}
