using System;
using System.Threading;

namespace LowLatencyEngine.Journal;

/// <summary>
/// A thread that repeats a step as long as there is work and parks in between. The park is bounded, so that nobody has
/// to wake it: the hot thread only moves a number, and the loop looks at it within a millisecond. Whoever cannot wait
/// that long wakes it.
/// </summary>
/// <param name="name">Of the thread, as the system's tools show it.</param>
/// <param name="step">Returns true where it found work.</param>
/// <param name="onException">Told what the step has thrown; the loop has ended then.</param>
internal sealed class BackgroundLoop(string name, Func<bool> step, Action<Exception> onException) : IDisposable
{
    private readonly AutoResetEvent _wake = new(initialState: false);
    private Thread? _thread;
    private bool _isStopping;
    private bool _isParked;

    /// <summary>Longest park, and so the longest time that work lies unseen.</summary>
    public int ParkMilliseconds { get; init; } = 1;

    /// <summary>Looks for work this often, about a microsecond apart, before it parks.</summary>
    public int SpinCountBeforePark { get; init; }

    public void Start()
    {
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends a park. Costs a fence, and a system call only where the thread is parked. Any thread.</summary>
    public void Wake()
    {
        // The fence pairs with the one in Park: either we see it parked, or it sees our work.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isParked))
            _wake.Set();
    }

    /// <summary>Ends the thread after the step it is in.</summary>
    public void Stop()
    {
        Volatile.Write(ref _isStopping, true);
        _wake.Set();
        _thread?.Join();
        _thread = null;
    }

    public void Dispose()
    {
        Stop();
        _wake.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!Volatile.Read(ref _isStopping))
            {
                if (!step() && !SpinForWork())
                    Park();
            }
        }
        catch (Exception exception)
        {
            onException(exception);
        }
    }

    private bool SpinForWork()
    {
        for (int i = 0; i < SpinCountBeforePark; i++)
        {
            Thread.SpinWait(20);
            if (step())
                return true;
        }

        return false;
    }

    private void Park()
    {
        Volatile.Write(ref _isParked, true);
        Interlocked.MemoryBarrier(); // Pairs with the one in Wake.
        if (!step())
            _wake.WaitOne(ParkMilliseconds);

        Volatile.Write(ref _isParked, false);
    }
}
