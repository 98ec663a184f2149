using System.Collections.Generic;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Analysis.Quality;

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

    /// <summary>Bars, and what is computed over them; each for one or all instruments.</summary>
    public IReadOnlyList<FrameParameters> Frames { get; init; } = [];

    /// <summary>Order flow of every instrument; null for none.</summary>
    public FlowParameters? Flow { get; init; }

    /// <summary>How every instrument's data is watched; null where it is not.</summary>
    public QualityParameters? Quality { get; init; }

    /// <summary>Groups of instruments whose best prices are put together.</summary>
    public IReadOnlyList<ConsolidatedParameters> Consolidated { get; init; } = [];

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
        Flow?.Validate(errors);
        Quality?.Validate(errors);
        for (int i = 0; i < Frames.Count; i++)
        {
            Frames[i].Validate($"frames[{i}]", errors);
            ValidateTogether(i, errors);
        }

        return errors;
    }

    /// <summary>Time frames that share ticks are built from the shortest of them.</summary>
    private void ValidateTogether(int index, List<string> errors)
    {
        FrameParameters frame = Frames[index];
        for (int i = 0; i < index; i++)
        {
            FrameParameters other = Frames[i];
            bool meet = frame.InstrumentIndex is null || other.InstrumentIndex is null ||
                frame.InstrumentIndex == other.InstrumentIndex;
            if (!meet || frame.Kind != BarKind.Time || other.Kind != BarKind.Time || !frame.SharesStreamWith(other))
                continue;

            long longNs = long.Max(frame.Size, other.Size);
            long shortNs = long.Min(frame.Size, other.Size);
            if (shortNs > 0 && (longNs == shortNs || longNs % ShortestWith(frame) != 0))
            {
                errors.Add($"frames[{index}].size does not fit frames[{i}].size: {frame.Size} and {other.Size}; " +
                    "time frames of one stream must differ and be multiples of the shortest");
            }
        }
    }

    private long ShortestWith(FrameParameters frame)
    {
        long shortestNs = TimeBarRule.WeekNs;
        foreach (FrameParameters other in Frames)
        {
            bool meet = frame.InstrumentIndex is null || other.InstrumentIndex is null ||
                frame.InstrumentIndex == other.InstrumentIndex;
            if (meet && other.Kind == BarKind.Time && other.SharesStreamWith(frame) && other.Size > 0)
                shortestNs = long.Min(shortestNs, other.Size);
        }

        return shortestNs;
    }
}
