using System;
using System.Threading;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Tells the operator which closings stall and which go on, within a fiftieth of a second: the decision thread hands
/// records over, a timer on the thread pool puts them into words. What finds no room is in the journal all the same.
/// </summary>
internal sealed class StallWatch : IDisposable
{
    private const int CapacitySlots = 256;
    private const int IntervalMs = 20;

    private readonly RingBuffer<EngineEvent> _told = RingBuffer<EngineEvent>.CreateSingleProducer(CapacitySlots);
    private readonly EventPoller<EngineEvent> _poller;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private Sayer _sayer;

    /// <param name="state">For names alone, which never change.</param>
    /// <param name="say">Takes a line for the operator.</param>
    public StallWatch(DecisionState state, Action<string> say)
    {
        _sayer = new Sayer(state, say);
        _poller = _told.NewPoller();
        _told.AddGatingSequence(_poller.Sequence);
        _timer = new Timer(static watch => ((StallWatch)watch!).Look(), this, IntervalMs, IntervalMs);
    }

    /// <summary>A ClosingStalled record. Decision thread only; 0 bytes.</summary>
    public void Tell(in EngineEvent record) => _told.TryPublish(in record, FullPolicy.Refuse);

    /// <summary>Waits for a look that is under way, and tells the rest. After the decision thread has ended.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(done))
            done.WaitOne();

        Look();
        _told.Dispose();
    }

    private void Look()
    {
        lock (_lock)
            _poller.Poll(ref _sayer, CapacitySlots);
    }

    private readonly struct Sayer(DecisionState state, Action<string> say) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) =>
            say(StallReport.Of(in slot, state).ToText());
    }
}
