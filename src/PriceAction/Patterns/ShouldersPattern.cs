namespace LowLatencyEngine.PriceAction;

/// <summary>A head between two shoulders, as rows; values as they were given.</summary>
public readonly record struct ShouldersPattern
{
    /// <summary>+1: a bottom, bullish (inverted); -1: a top, bearish.</summary>
    public int Direction { get; init; }

    /// <summary>Where price last came through the neckline before the left shoulder.</summary>
    public int StartRow { get; init; }
    public int LeftShoulderRow { get; init; }
    public int LeftArmpitRow { get; init; }
    public int HeadRow { get; init; }
    public int RightArmpitRow { get; init; }
    public int RightShoulderRow { get; init; }

    /// <summary>Neckline at the start.</summary>
    public double NeckStart { get; init; }

    /// <summary>Neckline at the bar that confirmed.</summary>
    public double NeckEnd { get; init; }

    /// <summary>Of the neckline, a row.</summary>
    public double NeckSlope { get; init; }

    /// <summary>Of the head over the neckline, positive.</summary>
    public double HeadHeight { get; init; }

    /// <summary>Share of the variance that six straight lines through the points explain; can be negative.</summary>
    public double Fit { get; init; }
}
