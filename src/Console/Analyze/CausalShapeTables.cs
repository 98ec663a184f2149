using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>The tables of chart patterns: rows of their points, measures in logarithms.</summary>
internal static class CausalShapeTables
{
    /// <summary>Head and shoulders.</summary>
    public static CausalTable Shoulders(IEnumerable<(int Row, ShouldersPattern Pattern)> found, string path) => new(
        path,
        "confirm_row,inverted,start,l_shoulder,l_armpit,head,r_armpit,r_shoulder,neck_start_log,neck_end_log," +
        "neck_slope_log,head_height_log,r2",
        [.. found.Select(at => (object[])
        [
            at.Row, at.Pattern.Direction > 0 ? 1 : 0, at.Pattern.StartRow, at.Pattern.LeftShoulderRow,
            at.Pattern.LeftArmpitRow, at.Pattern.HeadRow, at.Pattern.RightArmpitRow, at.Pattern.RightShoulderRow,
            at.Pattern.NeckStart, at.Pattern.NeckEnd, at.Pattern.NeckSlope, at.Pattern.HeadHeight, at.Pattern.Fit,
        ])]);

    /// <summary>Flags and pennants.</summary>
    public static CausalTable Flags(IEnumerable<(int Row, FlagPattern Pattern)> found, string path) => new(
        path,
        "confirm_row,kind,base,tip,flag_width,flag_height_log,pole_width,pole_height_log,support_slope_log," +
        "resist_slope_log",
        [.. found.Select(at => (object[])
        [
            at.Row, (at.Pattern.Direction > 0 ? "bull_" : "bear_") + (at.Pattern.IsPennant ? "pennant" : "flag"),
            at.Pattern.BaseRow, at.Pattern.TipRow, at.Pattern.FlagWidth, at.Pattern.FlagHeight,
            at.Pattern.PoleWidth, at.Pattern.PoleHeight, at.Pattern.Support.Slope, at.Pattern.Resistance.Slope,
        ])]);
}
