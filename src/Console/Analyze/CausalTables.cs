using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Turns the events of a <see cref="CausalRun"/> into tables: one row a fact, what became of it as
/// columns.</summary>
internal static class CausalTables
{
    private const string BlockColumns = "row,confirm_row,dir,high,low,trigger,mitigated_row";

    /// <summary>All tables.</summary>
    public static IEnumerable<CausalTable> All(CausalRun run)
    {
        foreach (int length in CausalRun.SwingLengths)
        {
            yield return Pivots(run, length);
            yield return Swings(run, length);
            yield return SwingBlocks(run, length);
            yield return Pools(run, length);
        }

        foreach ((string name, _) in CausalRun.Structures)
        {
            yield return LegPivots(run, name);
            yield return Structure(run, name);
            yield return OrderBlocks(run, name);
        }

        yield return CausalGapTables.Gaps(run);
        yield return CausalGapTables.BaseRates(run);
        yield return Sweeps(run);
        yield return EqualLevels(run);
        yield return Extremes(run, "extremes", "patterns/rw_extremes_10", "confirm_row,row,type,price");
        yield return Extremes(run, "changes", "patterns/directional_change_0.003", "confirm_row,row,type,price");
        yield return CausalShapeTables.Shoulders(run.Shoulders, "patterns/head_shoulders_6");
        yield return CausalShapeTables.Shoulders(run.EarlyShoulders, "patterns/head_shoulders_6_early");
        yield return CausalShapeTables.Flags(run.Flags, "patterns/flags_pennants_trendline_10");
    }

    private static CausalTable Pivots(CausalRun run, int length)
    {
        var rows = new List<object[]>();
        foreach (PriceEvent e in run.EventsOf($"swings{length}"))
        {
            string? action = e.Kind switch
            {
                PriceEventKind.PivotNew => "new",
                PriceEventKind.PivotReplaces => "replace",
                PriceEventKind.PivotIgnored => "ignored",
                _ => null,
            };
            if (action is not null)
                rows.Add([e.Row, (int)e.Direction, e.High, e.KnownRow, action]);
        }

        return new CausalTable($"causal/causal_pivots_{length}", "row,dir,level,confirm_row,action", rows);
    }

    private static CausalTable Swings(CausalRun run, int length)
    {
        var rows = new List<object[]>();
        int lastRow = run.Count - 1;
        foreach (PriceEvent e in run.EventsOf($"swings{length}"))
        {
            // The one that only the end of the series completed is still open; bar 0 is the peer's artificial point.
            bool isOpen = e.Count < 0;
            if (e.Kind == PriceEventKind.SwingFinal && e.ReferenceId != 0)
                rows.Add([e.Row, (int)e.Direction, e.High, e.OtherRow, isOpen ? -1 : Math.Min(e.KnownRow, lastRow)]);
        }

        return new CausalTable($"causal/causal_swings_final_{length}", "row,dir,level,confirm_row,final_row", rows);
    }

    private static CausalTable SwingBlocks(CausalRun run, int length)
    {
        IReadOnlyList<PriceEvent> events = run.EventsOf($"blocks{length}");
        ILookup<long, PriceEvent> later = events.ToLookup(e => e.ReferenceId);
        var rows = new List<object[]>();
        foreach (PriceEvent block in events.Where(e => e.Kind == PriceEventKind.SwingOrderBlock))
        {
            PriceEvent broken = later[block.Id].First(e => e.Kind == PriceEventKind.SwingBlockBreak);
            rows.Add(
            [
                block.Row, broken.Row, (int)block.Direction, block.High, block.Low, block.OtherRow, broken.Score,
                block.Score, RowOf(later[block.Id], PriceEventKind.ZoneFilled, -1),
                RowOf(later[block.Id], PriceEventKind.ZoneGone, -1),
            ]);
        }

        return new CausalTable(
            $"causal/ob_events_{length}",
            "row,confirm_row,dir,top,bottom,pivot_row,volume3,percentage,mitigated_row,invalidated_row",
            [.. rows.OrderBy(row => (int)row[1]).ThenByDescending(row => (int)row[2])]);
    }

    private static CausalTable Pools(CausalRun run, int length)
    {
        IReadOnlyList<PriceEvent> events = run.EventsOf($"pools{length}");
        ILookup<long, PriceEvent> later = events.ToLookup(e => e.ReferenceId);
        var rows = new List<object[]>();
        foreach (PriceEvent pool in events.Where(e => e.Kind == PriceEventKind.PoolFormed))
        {
            PriceEvent last = later[pool.Id].LastOrDefault(e => e.Kind == PriceEventKind.PoolJoined, pool);
            int endRow = last.Id == pool.Id ? pool.OtherRow : last.Row;
            rows.Add(
            [
                pool.Row, (int)pool.Direction, last.High, last.Count, endRow,
                RowOf(later[pool.Id], PriceEventKind.PoolSwept, 0),
            ]);
        }

        return new CausalTable(
            $"causal/liquidity_events_{length}", "row,dir,level,members,end_row,swept_row",
            [.. rows.OrderBy(row => (int)row[0])]);
    }

    private static CausalTable LegPivots(CausalRun run, string name)
    {
        var rows = new List<object[]>();
        foreach (PriceEvent e in run.EventsOf("structure_" + name).Where(e => e.Kind == PriceEventKind.LegPivot))
        {
            string label = (e.Direction, e.Score) switch
            {
                (_, 0) => "",
                ( > 0, > 0) => "HH",
                ( > 0, _) => "LH",
                (_, > 0) => "HL",
                _ => "LL",
            };
            rows.Add([e.Row, (int)e.Direction, e.High, e.KnownRow, label]);
        }

        return new CausalTable($"causal/lux_pivots_{name}", "row,dir,level,confirm_row,label", rows);
    }

    private static CausalTable Structure(CausalRun run, string name)
    {
        var rows = new List<object[]>();
        foreach (PriceEvent e in run.EventsOf("structure_" + name).Where(IsBreak))
            rows.Add([e.KnownRow, TriggerOf(in e), (int)e.Direction, e.High, e.OtherRow]);

        return new CausalTable($"causal/lux_structure_{name}", "confirm_row,kind,dir,level,pivot_row", rows);
    }

    private static CausalTable OrderBlocks(CausalRun run, string name)
    {
        IReadOnlyList<PriceEvent> events = run.EventsOf("blocks_" + name);
        Dictionary<long, PriceEvent> breaks = run.EventsOf("structure_" + name).Where(IsBreak).ToDictionary(e => e.Id);
        ILookup<long, PriceEvent> later = events.ToLookup(e => e.ReferenceId);
        var rows = new List<object[]>();
        foreach (PriceEvent block in events.Where(e => e.Kind == PriceEventKind.OrderBlock))
        {
            rows.Add(
            [
                block.Row, block.KnownRow, (int)block.Direction, block.High, block.Low,
                TriggerOf(breaks[block.ReferenceId]), RowOf(later[block.Id], PriceEventKind.ZoneFilled, -1),
            ]);
        }

        return new CausalTable($"causal/lux_order_blocks_{name}", BlockColumns, rows);
    }

    private static CausalTable Sweeps(CausalRun run)
    {
        var rows = new List<object[]>();
        foreach (PriceEvent e in run.EventsOf("sweeps"))
        {
            if (e.Kind is not (PriceEventKind.PivotSwept or PriceEventKind.PivotBroken))
                continue;

            (double level, double extreme) = e.Direction > 0 ? (e.Low, e.High) : (e.High, e.Low);
            string kind = e.Kind == PriceEventKind.PivotSwept ? "sweep" : "break";
            rows.Add([e.Row, (int)e.Direction, level, e.OtherRow, extreme, kind]);
        }

        return new CausalTable(
            "causal/causal_pivot_sweeps_10", "confirm_row,side,level,pivot_row,extreme,kind", rows);
    }

    private static CausalTable EqualLevels(CausalRun run)
    {
        var rows = new List<object[]>();
        foreach (PriceEvent e in run.EventsOf("equals").Where(e => e.Kind == PriceEventKind.EqualLevels))
        {
            (double first, double second) = e.Score > 0 ? (e.Low, e.High) : (e.High, e.Low);
            rows.Add([e.KnownRow, e.Direction > 0 ? "EQH" : "EQL", first, second, e.OtherRow, e.Row]);
        }

        return new CausalTable("causal/lux_equal_highs_lows", "confirm_row,kind,level1,level2,row1,row2", rows);
    }

    private static CausalTable Extremes(CausalRun run, string part, string path, string header)
    {
        var rows = new List<object[]>();
        foreach (PriceEvent e in run.EventsOf(part))
            rows.Add([e.KnownRow, e.Row, (int)e.Direction, e.High]);

        return new CausalTable(path, header, rows);
    }

    private static bool IsBreak(PriceEvent e) => e.Kind is PriceEventKind.InitialBreak or
        PriceEventKind.BreakOfStructure or PriceEventKind.ChangeOfCharacter;

    private static string TriggerOf(in PriceEvent e) =>
        e.Kind == PriceEventKind.ChangeOfCharacter ? "CHOCH" : "BOS";

    private static int RowOf(IEnumerable<PriceEvent> events, PriceEventKind kind, int otherwise)
    {
        foreach (PriceEvent e in events)
        {
            if (e.Kind == kind)
                return e.Row;
        }

        return otherwise;
    }
}
