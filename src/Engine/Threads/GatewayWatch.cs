using System;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// What a session's thread must not do itself: writes its messages down and tells the operator how its connections
/// ended. By a timer on the thread pool, twenty times a second.
/// </summary>
internal sealed class GatewayWatch : IDisposable
{
    private const int IntervalMs = 50;

    private readonly string _name;
    private readonly Func<VenueFault?> _lastFault;
    private readonly GatewayMessageLog? _log;
    private readonly Action<string> _say;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private long _saidNumber;

    /// <param name="name">Of the session, for the operator.</param>
    /// <param name="lastFault">How its last connection ended; any thread may ask.</param>
    /// <param name="log">Null where nothing is written down; disposed with this.</param>
    /// <param name="say">Takes a line for the operator.</param>
    public GatewayWatch(string name, Func<VenueFault?> lastFault, GatewayMessageLog? log, Action<string> say)
    {
        _name = name;
        _lastFault = lastFault;
        _log = log;
        _say = say;
        _timer = new Timer(static state => ((GatewayWatch)state!).Look(), this, IntervalMs, IntervalMs);
    }

    /// <summary>Does it now. Any thread.</summary>
    public void Look()
    {
        lock (_lock)
        {
            _log?.Drain();
            if (_lastFault() is not { } fault || fault.Number == _saidNumber)
                return;

            _saidNumber = fault.Number;
            if (fault.Reason != FixEndReason.LogoutByUs)
                _say($"{_name}: {fault}");
        }
    }

    /// <summary>Waits for a look that is under way, and writes the rest down.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(done))
            done.WaitOne();

        Look();
        _log?.Dispose();
    }
}
