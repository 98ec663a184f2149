using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// ApplVerID(1128) and DefaultApplVerID(1137): the value for each version. Source: FIXT 1.1, "ApplVerID".
/// </summary>
public static class ApplVersions
{
    private static readonly string[] Names =
    [
        "FIX.2.7", "FIX.3.0", "FIX.4.0", "FIX.4.1", "FIX.4.2", "FIX.4.3", "FIX.4.4", "FIX.5.0", "FIX.5.0SP1",
        "FIX.5.0SP2",
    ];

    /// <summary>Number of the version, from 0 to 9; -1 where it is none of them.</summary>
    public static int IndexOf(string version) => Array.IndexOf(Names, version);

    /// <summary>Number that the value of a field states; -1 where it states none.</summary>
    public static int Parse(ReadOnlySpan<byte> value) => value.Length == 1 && value[0] is >= (byte)'0' and <= (byte)'9'
        ? value[0] - '0'
        : -1;
}
