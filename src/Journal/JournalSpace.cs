namespace LowLatencyEngine.Journal;

/// <summary>
/// How much room the journal's disk has left, in steps that an engine acts on. Operators' scripts see it, so never
/// renumbered; a later value is always worse.
/// </summary>
public enum JournalSpace : byte
{
    /// <summary>Not measured: the disk does not tell.</summary>
    None = 0,

    /// <summary>Enough.</summary>
    Ample = 1,

    /// <summary>Below <see cref="JournalOptions.LowWaterBytes"/>: warn somebody, archive, delete.</summary>
    Low = 2,

    /// <summary>
    /// Below <see cref="JournalOptions.StopWaterBytes"/>: no new orders. What is left is for cancels and what the
    /// broker still reports.
    /// </summary>
    Critical = 3,
}
