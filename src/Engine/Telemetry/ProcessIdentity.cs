using System;
using System.Globalization;
using System.IO;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Tells a process from a later one with the same id, by the start time that the kernel keeps. Allocates.
/// </summary>
internal static class ProcessIdentity
{
    private const int StartTimeField = 22; // Of /proc/PID/stat, counted from 1 (proc(5)).
    private const int FirstFieldAfterName = 3;

    /// <summary>Start of the process in clock ticks since boot; 0 where there is no such process.</summary>
    public static long StartTicksOf(long processId)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{processId}/stat");
        }
        catch (IOException)
        {
            return 0; // Gone, or never there.
        }
        catch (UnauthorizedAccessException)
        {
            return 0; // Hidden from this account: as good as gone.
        }

        // The name stands in parentheses and may hold anything, spaces and parentheses too.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        bool isZombie = fields[0] is "Z" or "X";
        return isZombie ? 0 : long.Parse(fields[StartTimeField - FirstFieldAfterName], CultureInfo.InvariantCulture);
    }
}
