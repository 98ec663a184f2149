namespace LowLatencyEngine.PriceAction;

/// <summary>A flag or pennant on its pole; values as they were given.</summary>
public readonly record struct FlagPattern
{
    /// <summary>+1 bullish, -1 bearish, 0: there is none.</summary>
    public int Direction { get; init; }

    /// <summary>The line on the pole's side runs against the pole: the lines close in.</summary>
    public bool IsPennant { get; init; }
    public int BaseRow { get; init; }
    public int TipRow { get; init; }

    /// <summary>Rows from the tip to the break.</summary>
    public int FlagWidth { get; init; }
    public double FlagHeight { get; init; }

    /// <summary>Rows from base to tip.</summary>
    public int PoleWidth { get; init; }
    public double PoleHeight { get; init; }

    /// <summary>From the tip to the bar before the break.</summary>
    public TrendLine Support { get; init; }
    public TrendLine Resistance { get; init; }
}
