using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Loss of the day and drawdown of firm, accounts, traders and strategies, in three tiers (spec 1.5): warned, orders
/// count twice in their quantity; reducing; halted. The first clears itself once the loss is a tenth below the limit,
/// the others stay until a named human arms the scope again. Decision thread only, off the path of orders; 0 bytes.
/// </summary>
/// <remarks>
/// A loss is measured from the profit at the beginning of the day, a drawdown from the highest equity (capital and
/// profit) since the scope was armed. Both baselines begin anew at what they are when it is armed again.
/// </remarks>
internal sealed class Breakers(RiskState state, RiskSetup setup)
{
    /// <summary>A strategy's realized and unrealized profit less fees; the others follow when it looks.</summary>
    public void SetProfit(int strategyIndex, long profitMicros)
    {
        ref ScopeRow row = ref state.Rows[state.Map.FirstRowOf(RiskScope.Strategy) + strategyIndex];
        row.SetProfit(Math.Clamp(profitMicros, -LotValue.SaturatedMicros, LotValue.SaturatedMicros));
    }

    /// <summary>Adds profits up and looks at every scope. True if one was halted.</summary>
    public bool Check()
    {
        AddUp();
        bool hasHalted = false;
        for (int row = 0; row < state.Map.BookCount; row++)
            hasHalted |= Check(row);

        return hasHalted;
    }

    /// <summary>The day's loss begins anew; what was tripped stays.</summary>
    public void BeginDay()
    {
        for (int row = 0; row < state.Map.BookCount; row++)
            state.Rows[row].DayStartMicros = state.Rows[row].ProfitMicros;
    }

    /// <summary>A human has looked: counts and baselines begin anew.</summary>
    public static void Rearm(ref ScopeRow row)
    {
        row.Tripped = TradingState.Active;
        row.TripCause = RiskVerdict.NotChecked;
        row.PeakMicros = row.ProfitMicros;
        row.DayStartMicros = row.ProfitMicros;
        row.IsWarned = 0;
        row.RepeatCount = 0;
        row.RejectCount = 0;
    }

    /// <summary>(peak - now) / (capital + peak) in basis points, rounded up; 0 without capital.</summary>
    internal static long DrawdownBasisPoints(in ScopeRow row)
    {
        long peakMicros = row.CapitalMicros + row.PeakMicros;
        if (row.CapitalMicros == 0 || row.PeakMicros <= row.ProfitMicros)
            return 0;

        Int128 lost = (Int128)(row.PeakMicros - row.ProfitMicros) * RiskLimits.BasisPointsPerOne;
        return peakMicros <= 0
            ? RiskLimits.BasisPointsPerOne
            : (long)Int128.Min((lost + peakMicros - 1) / peakMicros, RiskLimits.BasisPointsPerOne * 100);
    }

    private void AddUp()
    {
        int firstStrategy = state.Map.FirstRowOf(RiskScope.Strategy);
        for (int row = 0; row < firstStrategy; row++)
            state.Rows[row].SetProfit(0);

        for (int i = 0; i <= setup.Strategies.Count; i++)
        {
            ref readonly ScopePath path = ref state.PathOf((ushort)i);
            long profitMicros = state.Rows[firstStrategy + i].ProfitMicros;
            for (int place = 0; place < ScopePath.StrategyPlace; place++)
                state.Rows[path[place]].SetProfit(state.Rows[path[place]].ProfitMicros + profitMicros);
        }
    }

    private bool Check(int rowIndex)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        row.PeakMicros = Math.Max(row.PeakMicros, row.ProfitMicros);
        long lossMicros = row.DayStartMicros - row.ProfitMicros;
        long drawdown = DrawdownBasisPoints(in row);
        bool hasHalted = false;
        if (row.Tripped < TradingState.Halted && IsBeyond(rowIndex, LimitId.LossHalt, lossMicros, drawdown))
            hasHalted = row.Trip(TradingState.Halted, RiskVerdict.LossLimit);
        else if (row.Tripped < TradingState.Reducing && IsBeyond(rowIndex, LimitId.LossReduce, lossMicros, drawdown))
            hasHalted = row.Trip(TradingState.Reducing, RiskVerdict.LossLimit);

        if (row.IsWarned != 0 && HasRecovered(rowIndex, lossMicros, drawdown))
            row.IsWarned = 0;

        if (row.IsWarned == 0 && IsBeyond(rowIndex, LimitId.LossWarn, lossMicros, drawdown))
            row.IsWarned = 1;

        return hasHalted;
    }

    /// <summary>The loss tier or the drawdown tier of the same name.</summary>
    private bool IsBeyond(int row, LimitId lossTier, long lossMicros, long drawdown) =>
        state.Limits.IsReached(row, lossTier, lossMicros) |
        state.Limits.IsReached(row, lossTier + (LimitId.DrawdownWarn - LimitId.LossWarn), drawdown);

    private bool HasRecovered(int row, long lossMicros, long drawdown)
    {
        long lossLimit = state.Limits.Hard(row, LimitId.LossWarn);
        long drawdownLimit = state.Limits.Hard(row, LimitId.DrawdownWarn);
        return lossMicros <= lossLimit - (lossLimit / 10) && drawdown <= drawdownLimit - (drawdownLimit / 10);
    }
}
