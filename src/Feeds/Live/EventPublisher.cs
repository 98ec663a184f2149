using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// Moves a batch into the sink. A full sink is waited for: meanwhile the loop reads no socket, so the venue feels the
/// back-pressure and nothing is dropped. Owner: the feed's loop. Allocates nothing while there is room.
/// </summary>
internal sealed class EventPublisher : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(1);

    private readonly FeedSeams _seams;
    private readonly FeedCounters _counters;
    private readonly FaultReporter _faults;
    private readonly WakeSignal _wake = new();
    private readonly ITimer _retryTimer;

    public EventPublisher(FeedSeams seams, FeedCounters counters, FaultReporter faults)
    {
        _seams = seams;
        _counters = counters;
        _faults = faults;
        _retryTimer = seams.Time.CreateTimer(
            static state => ((WakeSignal)state!).Set(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Publishes and empties the batch. Given up, with the rest dropped, only when the feed is told to stop.
    /// </summary>
    public ValueTask PublishAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        int published = Offer(batch, 0);
        if (published < batch.Count)
            return PublishRestAsync(batch, published, cancellationToken);

        batch.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>Publishes what there is room for and empties the batch: the last words of a feed that stops.</summary>
    public void PublishAtOnce(EventBatch batch)
    {
        for (int published = 0, taken = 1; taken > 0; published += taken)
            taken = Offer(batch, published);

        batch.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _retryTimer.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PublishRestAsync(EventBatch batch, int published, CancellationToken cancellationToken)
    {
        while (published < batch.Count && !cancellationToken.IsCancellationRequested)
        {
            int taken = Offer(batch, published);
            published += taken;
            if (taken > 0)
                continue;

            _counters.AddRingFull();
            _faults.Report(
                FeedFaultKind.RingFull, _seams.Clock.NowNs, "inbound ring is full, the socket is left unread");
            _retryTimer.Change(RetryInterval, Timeout.InfiniteTimeSpan);
            await _wake.WaitAsync();
        }

        batch.Clear();
    }

    private int Offer(EventBatch batch, int first)
    {
        if (first == batch.Count)
            return 0;

        int taken = _seams.Sink.Publish(batch.Events[first..]);
        _counters.AddEvents(taken);
        return taken;
    }
}
