using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>
/// Every statistic by its name: NAME[_number...][.output], with TA-Lib's names and defaults. For configuration and tools;
/// set-up only.
/// </summary>
public static class ColumnCatalog
{
    private static readonly Dictionary<string, ColumnFunction> Functions = Index();

    // Families that make their groups themselves, by name.
    private static readonly Func<string, IColumnGroup?>[] OtherFamilies = [];

    /// <summary>A group of its own for one name; null where no function has this name.</summary>
    /// <exception cref="ColumnNameException">A number or an output of a known function is wrong.</exception>
    public static IColumnGroup? Create(string name)
    {
        if (ColumnRequest.Parse(name, Functions) is not { } request)
            return CreateElsewhere(name);

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

    /// <summary>The columns of a set, as the reference file of the set has them; null where there is no such set.</summary>
    public static ColumnSelection? SelectSet(string setName) => setName switch
    {
        "talib-default" => Select(ColumnSets.TalibDefault),
        "talib-common" => Select(ColumnSets.TalibCommon),
        _ => null,
    };

    private static void Add(ColumnSelection selection, Dictionary<string, int> groupIndexes, string name)
    {
        if (ColumnRequest.Parse(name, Functions) is not { } request)
        {
            AddElsewhere(selection, groupIndexes, name);
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

    // Groups that come as they are.
    private static void AddElsewhere(ColumnSelection selection, Dictionary<string, int> groupIndexes, string name)
    {
        IColumnGroup group = CreateElsewhere(name) ?? throw new ColumnNameException(
            $"unknown column: column={name}; names are NAME[_number...][.output], for instance EMA_20, RSI, MACD.MACDHist");
        if (!groupIndexes.TryGetValue(name, out int groupIndex))
        {
            groupIndex = selection.AddGroup(group);
            groupIndexes.Add(name, groupIndex);
        }

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
        ];
        foreach (IReadOnlyList<ColumnFunction> table in tables)
        {
            foreach (ColumnFunction function in table)
                functions.Add(function.Name, function);
        }

        return functions;
    }
}
