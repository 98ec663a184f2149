using System.Collections.Generic;

namespace LowLatencyEngine.Analysis;

/// <summary>Sizes and speeds of the analysis, the same for every instrument.</summary>
/// <param name="BookLevelCountMax">Levels a side of a book can hold, 16 to 1,048,576; 16 bytes each, two sides per
/// instrument.</param>
/// <param name="FastEma">Of the mid price.</param>
/// <param name="SlowEma">Of the mid price.</param>
public sealed record AnalysisParameters(int BookLevelCountMax, EmaParameters FastEma, EmaParameters SlowEma)
{
    private const int BookLevelCountLowest = 16;
    private const int BookLevelCountHighest = 1 << 20;

    /// <summary>Averages that count updates, so that a recording gives the same at any speed.</summary>
    public static AnalysisParameters Default { get; } = new(
        OrderBook.DefaultLevelCountMax,
        new EmaParameters(EmaClock.Events, HalfLife: 50),
        new EmaParameters(EmaClock.Events, HalfLife: 500));

    /// <summary>One text per fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (BookLevelCountMax is < BookLevelCountLowest or > BookLevelCountHighest)
        {
            errors.Add($"bookLevelCountMax out of range: bookLevelCountMax={BookLevelCountMax}; " +
                $"allowed {BookLevelCountLowest} to {BookLevelCountHighest}");
        }

        FastEma.Validate("fastEma", errors);
        SlowEma.Validate("slowEma", errors);
        return errors;
    }
}
