using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Risk;

/// <summary>Checks a <see cref="RiskSetup"/> and puts it into the tables. Set-up only; allocates.</summary>
internal static class RiskSetups
{
    private const long SharePpmMax = 100_000_000;
    private const long VolumeWindowNsMax = 86_400_000_000_000;

    public static RiskSetup Plain(ReadOnlySpan<RiskLimits> limitsByInstrument, in MessageRateLimit messageRate)
    {
        var instruments = new List<InstrumentControls>();
        foreach (RiskLimits limits in limitsByInstrument)
            instruments.Add(new InstrumentControls { Name = $"{instruments.Count}", Limits = limits });

        return new RiskSetup { Instruments = instruments, MessageRate = messageRate };
    }

    /// <exception cref="ArgumentException">Every error, one line each.</exception>
    public static void ThrowIfWrong(RiskSetup setup)
    {
        var errors = new List<string>();
        setup.MessageRate.Validate("risk.messageRate", errors);
        for (int i = 0; i < setup.Instruments.Count; i++)
            Validate(setup, i, errors);

        for (int i = 0; i < setup.Strategies.Count; i++)
        {
            var check = new RangeCheck($"risk.strategies[{i}]", errors);
            check.Require("accountIndex", setup.Strategies[i].AccountIndex, 0, setup.Accounts.Count - 1);
            check.Require("traderIndex", setup.Strategies[i].TraderIndex, 0, setup.Traders.Count - 1);
            foreach (int instrument in setup.Strategies[i].Instruments ?? [])
                check.Require("instrumentIndex", instrument, 0, setup.Instruments.Count - 1);
        }

        for (int i = 0; i < setup.SelfTradeGroups.Count; i++)
            new RangeCheck("risk", errors).Require(
                $"selfTradeGroups[{i}]", setup.SelfTradeGroups[i], 0, setup.Accounts.Count - 1);

        foreach (AccountMargin margin in setup.AccountMargins)
        {
            var check = new RangeCheck("risk.accountMargins", errors);
            check.Require("accountIndex", margin.AccountIndex, 0, setup.Accounts.Count - 1);
            check.Require("instrumentIndex", margin.InstrumentIndex, 0, setup.Instruments.Count - 1);
            check.Require("sharePpm", margin.SharePpm, 0, SharePpmMax);
        }

        foreach (AccountCurrency currency in setup.AccountCurrencies)
            new RangeCheck("risk.accountCurrencies", errors).Require(
                "accountIndex", currency.AccountIndex, 0, setup.Accounts.Count - 1);

        var times = new RangeCheck("risk", errors);
        if (setup.Hedges.Count > 0)
            times.Require("hedgesCount", setup.Hedges.Count, setup.Accounts.Count, setup.Accounts.Count);

        if (setup.HedgedMargins.Count > 0)
            times.Require("hedgedMarginsCount", setup.HedgedMargins.Count, setup.Accounts.Count, setup.Accounts.Count);

        times.Require("volumeWindowNs", setup.VolumeWindowNs, RiskClock.BucketCount, VolumeWindowNsMax);
        times.Require("duplicateWindowNs", setup.DuplicateWindowNs, 1, VolumeWindowNsMax);
        times.Require("dayStartNs", setup.DayStartNs, 0, RiskClock.DayNs - 1);
        ValidateSettings(setup, errors);
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, errors));
    }

    public static void Apply(RiskSetup setup, RiskState state, LimitDesk desk)
    {
        for (int i = 0; i < setup.Instruments.Count; i++)
            Apply(setup.Instruments[i].Limits, state.Instruments[i].Row, desk);

        foreach (LimitSetting setting in setup.Limits)
        {
            int row = state.Map.TryRowOf(setting.Scope, setting.ScopeIndex);
            desk.Set(row, setting.Id, LimitTier.Hard, setting.Hard);
            desk.Set(row, setting.Id, LimitTier.Soft, setting.Soft);
            desk.Set(row, setting.Id, LimitTier.Shadow, setting.IsShadow ? 1 : 0);
        }

        foreach (CapitalSetting capital in setup.Capital)
            state.Rows[state.Map.TryRowOf(capital.Scope, capital.ScopeIndex)].CapitalMicros = capital.Micros;
    }

    private static void Apply(RiskLimits limits, int row, LimitDesk desk)
    {
        desk.Set(row, LimitId.OrderQty, LimitTier.Hard, limits.OrderQtyLotsMax);
        desk.Set(row, LimitId.OrderNotional, LimitTier.Hard, limits.OrderNotionalTickLotsMax);
        desk.Set(row, LimitId.Position, LimitTier.Hard, limits.PositionLotsMax);
        desk.Set(row, LimitId.OpenOrders, LimitTier.Hard, limits.OpenOrdersMax);
        if (limits.PriceBandTicks > 0)
            desk.Set(row, LimitId.PriceBand, LimitTier.Hard, limits.PriceBandTicks);
        else
            desk.Set(row, LimitId.PriceBandShare, LimitTier.Hard, limits.PriceBandBasisPoints);
    }

    private static void Validate(RiskSetup setup, int index, List<string> errors)
    {
        InstrumentControls controls = setup.Instruments[index];
        controls.Limits.Validate($"risk.limits[{index}]", errors);
        var check = new RangeCheck($"risk.instruments[{index}]", errors);
        check.Require("venueIndex", controls.VenueIndex, 0, setup.Venues.Count - 1);
        check.Require("sectorIndex", controls.SectorIndex, 0, setup.Sectors.Count - 1);
        check.Require("currencyIndex", controls.CurrencyIndex, 0, setup.Currencies.Count - 1);
        check.Require("clusterIndex", controls.ClusterIndex, -1, setup.Clusters.Count - 1);
        check.Require("priceStepTicks", controls.PriceStepTicks, 1, RiskLimits.PriceTicksMagnitudeMax);
        check.Require("qtyStepLots", controls.QtyStepLots, 1, RiskLimits.LotsMax);
        check.Require("marginPpm", controls.MarginPpm, 0, SharePpmMax);
        check.Require("sigmaPpm", controls.SigmaPpm, 0, SharePpmMax);
        check.Require("betaPpm", controls.BetaPpm, -SharePpmMax, SharePpmMax);
        check.Require(
            "sensitivityMicrosPerLot", controls.SensitivityMicrosPerLot, -(1L << 54), 1L << 54);
        long beginNs = -1;
        foreach (PhaseSetting phase in controls.Phases)
        {
            check.Require("phases.beginNs", phase.BeginNs, beginNs + 1, RiskClock.DayNs - 1);
            beginNs = phase.BeginNs;
        }

        check.Require("closeCutOffNs", controls.CloseCutOffNs, 0, RiskClock.DayNs - 1);
    }

    private static void ValidateSettings(RiskSetup setup, List<string> errors)
    {
        var map = new ScopeMap(setup);
        foreach (LimitSetting setting in setup.Limits)
        {
            string path = $"risk.limits of {setting.Scope}[{setting.ScopeIndex}]";
            if (map.TryRowOf(setting.Scope, setting.ScopeIndex) < 0 || !LimitCatalog.Holds(setting.Scope, setting.Id))
                errors.Add($"{path}: no such limit: limit={setting.Id}; see LimitCatalog for what each scope holds");

            (long min, long max) = LimitCatalog.Range(setting.Id);
            var check = new RangeCheck($"{path}.{setting.Id}", errors);
            if (setting.Hard != LimitCell.Off)
                check.Require("hard", setting.Hard, min, max);

            if (setting.Soft != LimitCell.Off)
                check.Require("soft", setting.Soft, min, max);
        }

        foreach (CapitalSetting capital in setup.Capital)
        {
            int row = map.TryRowOf(capital.Scope, capital.ScopeIndex);
            var check = new RangeCheck($"risk.capital of {capital.Scope}[{capital.ScopeIndex}]", errors);
            check.Require("row", row, 0, map.BookCount - 1);
            check.Require("micros", capital.Micros, 1, LimitCatalog.MoneyMicrosMax);
        }

        ValidateCorrelation(setup, errors);
    }

    private static void ValidateCorrelation(RiskSetup setup, List<string> errors)
    {
        if (setup.Correlation is not { } rows)
            return;

        int count = setup.Instruments.Count;
        bool isSquare = rows.Count == count;
        for (int i = 0; isSquare && i < count; i++)
            isSquare = rows[i].Count == count;

        if (!isSquare)
        {
            errors.Add($"risk.correlation: it must be a square: rowCount={rows.Count}, instrumentCount={count}");
            return;
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (rows[i][j] != rows[j][i] || Math.Abs(rows[i][j]) > 1)
                    errors.Add($"risk.correlation[{i}][{j}]: use -1 to 1, the same as [{j}][{i}]");
            }
        }
    }
}
