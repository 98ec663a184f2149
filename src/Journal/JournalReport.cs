using System.Collections.Generic;
using System.Linq;

namespace LowLatencyEngine.Journal;

/// <summary>What a look through a whole journal found.</summary>
/// <param name="Segments">Files that hold records or could; prepared ones that were never used do not count.</param>
/// <param name="Records">Good records.</param>
/// <param name="FirstSequence">First the folder begins with; 0 for a journal without records.</param>
/// <param name="LastSequence">Last good one; 0 for a journal without records.</param>
/// <param name="Damage">In order of the files; at most 64 stretches.</param>
public sealed record JournalReport(
    int Segments, long Records, long FirstSequence, long LastSequence, IReadOnlyList<JournalDamage> Damage)
{
    /// <summary>
    /// True where nothing is damaged. A torn tail is no damage: it is what a crash leaves, and opening cuts it.
    /// </summary>
    public bool Ok => Damage.Count == 0;

    /// <summary>
    /// Bytes after the last good record that are not zero: what was being written when the process or machine died.
    /// </summary>
    public long TornTailBytes { get; init; }

    /// <summary>Bytes by which the last file is shorter than its header says; it was truncated.</summary>
    public long ShortfallBytes { get; init; }

    /// <summary>True where the journal was closed in order and all records are there.</summary>
    public bool WasClosed { get; init; }

    /// <summary>The same words as <c>lle journal verify</c>.</summary>
    public override string ToString() => string.Concat(
        $"segments={Segments}, records={Records}, firstSequence={FirstSequence}, lastSequence={LastSequence}, " +
        $"ok={Ok}, damage={Damage.Count}, tornTailBytes={TornTailBytes}, shortfallBytes={ShortfallBytes}",
        string.Concat(Damage.Select(d => "\n" + d.Describe())));
}
