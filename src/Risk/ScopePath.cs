using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>The rows with books that an order of a strategy counts in: firm, account, trader, strategy.</summary>
[InlineArray(BookCount)]
internal struct ScopePath
{
    public const int BookCount = 4;
    public const int AccountPlace = 1;
    public const int StrategyPlace = 3;

    private int _first;

    /// <summary>Of a strategy; the operator's, with the first account and trader, where there is none.</summary>
    public static ScopePath Of(ScopeMap map, StrategyControls? strategy, int strategyIndex)
    {
        ScopePath path = default;
        path[0] = map.FirstRowOf(RiskScope.Firm);
        path[1] = map.FirstRowOf(RiskScope.Account) + (strategy?.AccountIndex ?? 0);
        path[2] = map.FirstRowOf(RiskScope.Trader) + (strategy?.TraderIndex ?? 0);
        path[StrategyPlace] = map.FirstRowOf(RiskScope.Strategy) + strategyIndex;
        return path;
    }
}
