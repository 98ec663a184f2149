using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// One fact that the analysis of a frame made known when a bar closed. Nothing journaled is ever taken back; later
/// facts refer to earlier ones by id. Levels stand twice: as ticks, rounded to the nearest, and as the statistic they
/// came from, in units of price.
/// </summary>
/// <remarks>
/// A fact may be journaled some inputs after the one that closed its bar, because an input carries a bounded number of
/// them: what happened when is said by <see cref="BarTimestampNs"/> and the rows, not by the record's place.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 88)]
public struct AnalysisEvent
{
    [FieldOffset(0)] public long EventId;        // Rises by one from 1 within frame and instrument; 0 for conditions.
    [FieldOffset(8)] public long ReferenceId;    // Earlier fact that it goes on from; 0: none.
    [FieldOffset(16)] public double High;        // Upper edge in units of price; equal to Low where there is one level.
    [FieldOffset(24)] public double Low;         // Lower edge.
    [FieldOffset(32)] public double Score;       // What it is, the kind says; NaN: unknown yet.
    [FieldOffset(40)] public long HighTicks;     // Tick nearest to High.
    [FieldOffset(48)] public long LowTicks;      // Tick nearest to Low.
    [FieldOffset(56)] public long BarTimestampNs; // Opening of the bar at whose close it became known.
    [FieldOffset(64)] public int Row;            // Bar it speaks of, counted from 0 over the journal's lives.
    [FieldOffset(68)] public int KnownRow;       // Bar at whose close it became known.
    [FieldOffset(72)] public int OtherRow;       // Second bar, the kind says which; 0 where there is none.
    [FieldOffset(76)] public int Count;          // Members, touches, bars or a label, the kind says which.
    [FieldOffset(80)] public ushort FrameIndex;  // Into analysis.frames of the configuration.
    [FieldOffset(82)] public ushort KindCode;    // PriceEventKind, ConditionEvents or DataRules, by the subject.
    [FieldOffset(84)] public sbyte Direction;    // +1: up, a high, bullish; -1: down, a low, bearish; 0: neither.
    [FieldOffset(85)] public byte ScaleCode;     // PriceScale of the detector; 0 where there is one only.
    [FieldOffset(86)] public AnalysisSubject Subject;
    // 87 reserved, written as zero.
}

/// <summary>Which part of a frame speaks. Journaled, so never renumbered.</summary>
public enum AnalysisSubject : byte
{
    None = 0,
    PriceAction = 1,
    Condition = 2, // Count: the new label; score: what it was judged by.
    DataQuality = 3, // Kind code: the rules broken, a set; levels: the price; bar time: when; count: findings so far.
}
