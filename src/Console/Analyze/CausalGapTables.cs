using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>The tables of fair value gaps: each with its fills, and how often gaps of a size are filled in
/// time.</summary>
internal static class CausalGapTables
{
    private const int YoungBars = 200; // Gaps younger than the longest span say nothing about it.

    private static readonly double[] SizeLimits = [0, 0.1, 0.25, 0.5, 1, 99];
    private static readonly int[] Spans = [1, 5, 10, 20, 50, 100, 200];

    /// <summary>One row a gap.</summary>
    public static CausalTable Gaps(CausalRun run) => new(
        "causal/causal_fvg",
        "row,confirm_row,dir,top,bottom,size_atr14,touch_row,half_row,full_row",
        [.. GapsOf(run).Select(gap => (object[])
        [
            gap.Event.Row, gap.Event.KnownRow, (int)gap.Event.Direction, gap.Event.High, gap.Event.Low,
            gap.Event.Score, gap.TouchRow, gap.HalfRow, gap.FullRow,
        ])]);

    /// <summary>Shares by size and span.</summary>
    public static CausalTable BaseRates(CausalRun run)
    {
        List<Gap> old = [.. GapsOf(run).Where(gap => gap.Event.KnownRow < run.Count - YoungBars)];
        var rows = new List<object[]>();
        for (int i = 0; i + 1 < SizeLimits.Length; i++)
        {
            double from = SizeLimits[i];
            double to = SizeLimits[i + 1];
            List<Gap> sized = [.. old.Where(gap => gap.Event.Score >= from && gap.Event.Score < to)];
            foreach (int span in Spans)
            {
                rows.Add(
                [
                    from, to, sized.Count, span, Share(sized, span, gap => gap.TouchRow),
                    Share(sized, span, gap => gap.HalfRow), Share(sized, span, gap => gap.FullRow),
                ]);
            }
        }

        return new CausalTable(
            "causal/fvg_fill_base_rates", "size_atr_from,size_atr_to,count,within_bars,p_touch,p_half,p_full", rows);
    }

    private static List<Gap> GapsOf(CausalRun run)
    {
        IReadOnlyList<PriceEvent> events = run.EventsOf("gaps");
        ILookup<long, PriceEvent> later = events.ToLookup(e => e.ReferenceId);
        return
        [
            .. events.Where(e => e.Kind == PriceEventKind.FairValueGap).Select(e => new Gap(
                e, RowOf(later[e.Id], PriceEventKind.ZoneTested), RowOf(later[e.Id], PriceEventKind.ZoneHalf),
                RowOf(later[e.Id], PriceEventKind.ZoneFilled))),
        ];
    }

    private static int RowOf(IEnumerable<PriceEvent> events, PriceEventKind kind) =>
        events.Where(e => e.Kind == kind).Select(e => e.Row).FirstOrDefault(-1);

    private static double Share(List<Gap> gaps, int span, System.Func<Gap, int> rowOf)
    {
        if (gaps.Count == 0)
            return double.NaN;

        return gaps.Count(gap => rowOf(gap) >= 0 && rowOf(gap) - gap.Event.KnownRow <= span) / (double)gaps.Count;
    }

    private readonly record struct Gap(PriceEvent Event, int TouchRow, int HalfRow, int FullRow);
}
