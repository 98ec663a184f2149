namespace LowLatencyEngine.Journal;

/// <summary>What opening a journal found and did, for the log.</summary>
/// <param name="Report">The journal before anything was changed.</param>
/// <param name="UnusedSegmentsRemoved">Prepared segments of the last life that held nothing.</param>
public sealed record JournalRecovery(JournalReport Report, int UnusedSegmentsRemoved)
{
    /// <summary>True where the folder held no record.</summary>
    public bool IsNew => Report.Records == 0;

    /// <summary>True where the last life ended without closing the journal, by a crash or a kill.</summary>
    public bool WasCrash => !IsNew && !Report.WasClosed;

    /// <summary>Bytes of half-written records cut from the end.</summary>
    public long CutBytes => Report.TornTailBytes;

    /// <summary>One sentence: what was found, what was cut.</summary>
    public override string ToString()
    {
        if (IsNew)
            return "journal is new";

        string end = WasCrash ? "was not closed in order" : "was closed in order";
        string cut = CutBytes > 0 ? $"; cut {CutBytes} bytes that were half written after the last good record" : "";
        string shortfall = Report.ShortfallBytes > 0
            ? $"; the last file had been truncated by {Report.ShortfallBytes} bytes: " +
              "compare with a backup whether records are missing"
            : "";
        return $"journal {end}: records={Report.Records}, firstSequence={Report.FirstSequence}, " +
            $"lastSequence={Report.LastSequence}{cut}{shortfall}";
    }
}
