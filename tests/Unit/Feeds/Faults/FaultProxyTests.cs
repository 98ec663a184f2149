using System;
using System.IO;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>A live feed behind <see cref="FaultProxy"/>, over real sockets.</summary>
public sealed class FaultProxyTests
{
    private const int Seed = 1;
    private const int FrameCount = 150;
    private const int YieldCount = 5_000;
    private const long SecondNs = 1_000_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    public static TheoryData<string> Dialects => [.. FaultSubject.Names];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_live_book_is_the_venues_whatever_happens_to_the_connection(string dialect)
    {
        using var stop = new CancellationTokenSource(Patience);
        await using var venue = new LoopbackVenue();
        ModelVenue model = FaultSubject.Of(dialect).Venue(new Random(Seed));
        var link = new FaultyLink(new Random(Seed), faultPercent: 10) { ChecksumWord = model.ChecksumWord };
        await using var proxy = new FaultProxy(venue.Port, link);
        var sink = new ComparingSink(model);
        var clock = new ManualClock();
        var time = new InstantTime();
        var options = new FeedOptions
        {
            WebSocketBase = new Uri($"ws://127.0.0.1:{proxy.Port}"),
            RestBase = new Uri($"http://127.0.0.1:{proxy.Port}"),
            RequestTimeoutNs = 600 * SecondNs, // Never over: see InstantTime.
        };
        var seams = new FeedSeams(sink, clock, time, () => 0.5, _ => { });
        using var feed = new LiveFeed(options, FaultSubject.Of(dialect).Protocol, seams);
        Task running = Task.Run(() => feed.RunAsync(stop.Token));
        var server = new ModelServer(venue, model);
        Task serving = Task.Run(() => server.RunAsync(stop.Token));

        for (int i = 0; i < FrameCount; i++)
        {
            await SettleAsync(() => sink.IsLive);
            await server.SendFrameAsync(stop.Token);
            for (int wait = 0; wait < YieldCount && !sink.IsLiveAsOfNow; wait++)
                await Task.Yield(); // Most frames arrive; the lost ones are not waited for long.

            if (i % 50 == 20)
                proxy.Cut();
            else if (i % 50 == 40)
                proxy.Freeze();

            if (i % 50 == 45)
                clock.Advance(31 * SecondNs);

            time.Tick();
        }

        proxy.BeQuiet();
        await SettleAsync(() => sink.IsLive);
        await server.SendFrameAsync(stop.Token);
        await SettleAsync(() => sink.IsLiveAsOfNow);

        await stop.CancelAsync();
        await Task.WhenAll(running, serving);
        Assert.Null(sink.Wrong);
        Assert.True(sink.ComparedCount > 10, $"too little was compared: comparedCount={sink.ComparedCount}");
        Assert.True(feed.Counters.ReconnectCount > 0);

        // The clock goes on meanwhile, so that what never comes is noticed.
        async Task SettleAsync(Func<bool> holds)
        {
            for (int i = 1; !holds(); i++)
            {
                stop.Token.ThrowIfCancellationRequested();
                if (i % 256 == 0)
                {
                    clock.Advance(SecondNs);
                    time.Tick();
                }

                await Task.Yield();
            }
        }
    }

    /// <summary>Serves the model to whoever connects: a snapshot when asked, changes when told.</summary>
    private sealed class ModelServer(LoopbackVenue venue, ModelVenue model)
    {
        private readonly SemaphoreSlim _turn = new(1, 1);
        private VenueStream? _stream;

        public async Task RunAsync(CancellationToken stop)
        {
            try
            {
                _ = AnswerRequestsAsync(stop);
                while (!stop.IsCancellationRequested)
                {
                    VenueStream stream = await venue.NextStreamAsync().WaitAsync(stop);
                    _stream = stream;
                    _ = AnswerAsync(stream, stop);
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }

        public async Task SendFrameAsync(CancellationToken stop) =>
            await SendAsync(_stream, () => model.NextFrame(), stop);

        /// <summary>By HTTP, for venues whose snapshots do not come in the stream.</summary>
        private async Task AnswerRequestsAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                SnapshotRequest request = await venue.NextRequestAsync().WaitAsync(stop);
                await _turn.WaitAsync(stop);
                string body = Encoding.UTF8.GetString(model.Snapshot());
                _turn.Release();
                try
                {
                    await request.AnswerAsync(body);
                }
                catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
                {
                    // Cut meanwhile; the feed asks again.
                }
            }
        }

        private async Task AnswerAsync(VenueStream stream, CancellationToken stop)
        {
            try
            {
                while (true)
                {
                    string text = await stream.ReadTextAsync();
                    if (text.Contains("\"subscribe\"", StringComparison.Ordinal)
                        && text.Contains(model.BookChannel, StringComparison.Ordinal))
                        await SendAsync(stream, () => model.Snapshot(), stop);
                }
            }
            catch (Exception e) when (e is IOException or WebSocketException or ObjectDisposedException
                or OperationCanceledException or InvalidOperationException)
            {
                // The connection was cut; the feed comes back with another.
            }
        }

        private async Task SendAsync(VenueStream? stream, Func<byte[]> make, CancellationToken stop)
        {
            await _turn.WaitAsync(stop);
            try
            {
                byte[] frame = make();
                if (stream is not null)
                    await stream.SendAsync(frame);
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                _stream = _stream == stream ? null : _stream; // Cut.
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Holds the feed's book against the venue's whenever it is said to be live.</summary>
    private sealed class ComparingSink(ModelVenue model) : IEventSink
    {
        private readonly Lock _lock = new();
        private readonly DictionaryBook _book = new(0);
        private FeedState _state;

        public int ComparedCount { get; private set; }

        public string? Wrong { get; private set; }

        /// <summary>While the model is still, which is the caller's to see to.</summary>
        public bool IsLiveAsOfNow
        {
            get
            {
                lock (_lock)
                    return _state == FeedState.Live && model.JudgeNow(_book) is null;
            }
        }

        public bool IsLive
        {
            get
            {
                lock (_lock)
                    return _state == FeedState.Live;
            }
        }

        public int Publish(ReadOnlySpan<EngineEvent> events)
        {
            lock (_lock)
            {
                foreach (ref readonly EngineEvent item in events)
                {
                    _book.Publish(new ReadOnlySpan<EngineEvent>(in item));
                    if (item.Kind == EventKind.FeedStatus)
                        _state = item.Feed.State;
                    else if (_state == FeedState.Live && (item.Flags & EventFlags.EndOfMessage) != EventFlags.None)
                        Compare();
                }
            }

            return events.Length;
        }

        private void Compare()
        {
            ComparedCount++;
            Wrong ??= model.Judge(_book);
        }
    }
}
