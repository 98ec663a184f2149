using System;
using System.Threading;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// A thread of its own that pins itself before it begins, or sleeps exactly where it has no core, and ends when asked.
/// </summary>
internal sealed class HotThread
{
    private readonly Thread _thread;
    private bool _isStopRequested;

    /// <param name="name">At most 15 characters show in the kernel's lists.</param>
    /// <param name="core">Where it runs alone; -1 for any core.</param>
    /// <param name="body">Returns soon after <see cref="IsStopRequested"/> is true; handles its own exceptions.</param>
    public HotThread(string name, int core, Action body)
    {
        _thread = new Thread(() =>
        {
            if (core >= 0)
                Affinity = CpuAffinity.TryPinCurrentThread(core);
            else
                TimerSlack.TryRemoveForCurrentThread(); // It backs off by short sleeps.

            body();
        })
        {
            Name = name,
            IsBackground = true,
        };
    }

    /// <summary>As the kernel's lists show it.</summary>
    public string Name => _thread.Name!;

    /// <summary>How pinning went; null where none was wanted or it has not begun.</summary>
    public AffinityOutcome? Affinity { get; private set; }

    /// <summary>For the body's loop.</summary>
    // Acquire: pairs with the release in RequestStop.
    public bool IsStopRequested => Volatile.Read(ref _isStopRequested);

    public void Start() => _thread.Start();

    // Release: pairs with the acquire in IsStopRequested.
    public void RequestStop() => Volatile.Write(ref _isStopRequested, true);

    /// <summary>Waits for the end; false where it does not come in time. One that never started has ended.</summary>
    public bool Join(TimeSpan patience) =>
        (_thread.ThreadState & ThreadState.Unstarted) == ThreadState.Unstarted || _thread.Join(patience);
}
