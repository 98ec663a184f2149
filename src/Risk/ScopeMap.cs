using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Which row of the tables is whose. Rows of firm, accounts, traders and strategies come first, because each of these
/// has exposures of its own (a book); the others share the firm's. Immutable after construction.
/// </summary>
/// <remarks>
/// <code>
///   0      1..A      A+1..A+T  ..S     ..+1       V        ...       ...          ...       ...
///  +------+---------+---------+-------+----------+--------+---------+------------+---------+-------------+
///  | firm | account | trader  | strat.| operator | venue  | sector  | currency   | cluster | instrument  |
///  +------+---------+---------+-------+----------+--------+---------+------------+---------+-------------+
///  |               have books                     |              share the firm's                         |
/// </code>
/// </remarks>
public sealed class ScopeMap
{
    /// <summary>What the operator's own orders are booked to.</summary>
    public const string OperatorName = "operator";

    private const int KindCount = (int)RiskScope.Instrument + 1;

    private readonly int[] _firstRows = new int[KindCount + 1];
    private readonly List<string> _names = [];
    private readonly RiskSetup _setup;

    internal ScopeMap(RiskSetup setup)
    {
        _setup = setup;
        Begin(RiskScope.Firm);
        _names.Add("firm");
        Add(RiskScope.Account, setup.Accounts);
        Add(RiskScope.Trader, setup.Traders);
        Begin(RiskScope.Strategy);
        foreach (StrategyControls strategy in setup.Strategies)
            _names.Add(strategy.Name);

        _names.Add(OperatorName);
        Add(RiskScope.Venue, setup.Venues);
        Add(RiskScope.Sector, setup.Sectors);
        Add(RiskScope.Currency, setup.Currencies);
        Add(RiskScope.Cluster, setup.Clusters);
        Begin(RiskScope.Instrument);
        foreach (InstrumentControls instrument in setup.Instruments)
            _names.Add(instrument.Name);

        _firstRows[KindCount] = _names.Count;
    }

    /// <summary>Rows of all kinds.</summary>
    public int RowCount => _names.Count;

    /// <summary>Rows with exposures of their own, from 0 on.</summary>
    public int BookCount => _firstRows[(int)RiskScope.Venue];

    /// <summary>Scopes of a kind.</summary>
    public int CountOf(RiskScope scope) =>
        scope == RiskScope.None ? 0 : _firstRows[(int)scope + 1] - _firstRows[(int)scope];

    /// <summary>Row of a scope, or -1 where there is none.</summary>
    public int TryRowOf(RiskScope scope, int scopeIndex) =>
        scope is RiskScope.None or > RiskScope.Instrument || (uint)scopeIndex >= (uint)CountOf(scope)
            ? -1
            : _firstRows[(int)scope] + scopeIndex;

    /// <summary>Kind and index of a row.</summary>
    public (RiskScope Scope, int ScopeIndex) ScopeOf(int row)
    {
        int scope = KindCount - 1;
        while (_firstRows[scope] > row)
            scope--;

        return ((RiskScope)scope, row - _firstRows[scope]);
    }

    /// <summary>Whether what a strategy does in an instrument belongs to a scope.</summary>
    public bool Contains(int row, ushort strategyIndex, int instrumentIndex)
    {
        (RiskScope scope, int scopeIndex) = ScopeOf(row);
        InstrumentControls instrument = _setup.Instruments[instrumentIndex];
        StrategyControls? strategy =
            strategyIndex < _setup.Strategies.Count ? _setup.Strategies[strategyIndex] : null;
        return scope == RiskScope.Firm || scopeIndex == scope switch
        {
            RiskScope.Account => strategy?.AccountIndex ?? 0,
            RiskScope.Trader => strategy?.TraderIndex ?? 0,
            RiskScope.Strategy => Math.Min(strategyIndex, _setup.Strategies.Count),
            RiskScope.Venue => instrument.VenueIndex,
            RiskScope.Sector => instrument.SectorIndex,
            RiskScope.Currency => instrument.CurrencyIndex,
            RiskScope.Cluster => instrument.ClusterIndex,
            _ => instrumentIndex,
        };
    }

    /// <summary>As people write it: "firm", "account:main". Allocates.</summary>
    public string NameOf(int row)
    {
        (RiskScope scope, _) = ScopeOf(row);
        return scope == RiskScope.Firm ? "firm" : $"{KindName(scope)}:{_names[row]}";
    }

    /// <summary>Row of a scope as people write it, or -1. Allocates.</summary>
    public int Find(string name)
    {
        for (int row = 0; row < RowCount; row++)
        {
            if (string.Equals(NameOf(row), name, StringComparison.OrdinalIgnoreCase))
                return row;
        }

        return -1;
    }

    internal int FirstRowOf(RiskScope scope) => _firstRows[(int)scope];

    private static string KindName(RiskScope scope) => scope switch
    {
        RiskScope.Account => "account",
        RiskScope.Trader => "trader",
        RiskScope.Strategy => "strategy",
        RiskScope.Venue => "venue",
        RiskScope.Sector => "sector",
        RiskScope.Currency => "currency",
        RiskScope.Cluster => "cluster",
        _ => "instrument",
    };

    private void Add(RiskScope scope, IReadOnlyList<string> names)
    {
        Begin(scope);
        _names.AddRange(names);
    }

    private void Begin(RiskScope scope) => _firstRows[(int)scope] = _names.Count;
}
