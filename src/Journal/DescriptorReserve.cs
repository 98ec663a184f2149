using System;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Watches whether the process may still open files, and holds some open for the way down: .NET needs descriptors for
/// every thread it starts and every assembly it loads, and aborts where it gets none, so that an engine at the limit
/// could not stop in order. What is held is given back at the first failure. Preparer's thread; allocates nothing after
/// construction. Source: `strace` of a stop at the limit: `pipe2` fails with EMFILE, then the process aborts.
/// </summary>
internal sealed class DescriptorReserve
{
    /// <summary>A stop in order was seen to open about twenty.</summary>
    private const int HeldCount = 64;

    /// <summary>Where not even these can be opened the engine stops, before others run into the limit.</summary>
    private const int ProbeCount = 16;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly JournalOptions _options;
    private readonly int[] _held = new int[HeldCount];
    private readonly int[] _probes = new int[ProbeCount];
    private long _probedAt; // Clock's timestamp; 0 to probe at the next look.

    public DescriptorReserve(JournalOptions options)
    {
        _options = options;
        LinuxStorage.Instance.OpenNull(_held); // Where it is not all that was asked for, the first probe tells.
    }

    /// <summary>Opens a few and closes them, at most every tenth of a second.</summary>
    /// <returns>0, or the errno that says why hardly any file can be opened.</returns>
    public int Probe()
    {
        if (_probedAt != 0 && _options.Clock.GetElapsedTime(_probedAt) < Interval)
            return 0;

        _probedAt = _options.Clock.GetTimestamp();
        int error = _options.Storage.OpenNull(_probes);
        Close(_probes);
        return error;
    }

    /// <summary>Gives back what is held. Again: nothing.</summary>
    public void Release() => Close(_held);

    private static void Close(Span<int> descriptors)
    {
        foreach (ref int descriptor in descriptors)
        {
            if (descriptor >= 0)
                LinuxStorage.Close(descriptor);

            descriptor = -1;
        }
    }
}
