using System;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Unit.Engine;
using LowLatencyEngine.Unit.Venues.Gateway;
using LowLatencyEngine.Unit.Venues.Simulated;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Unit.Backtest;

/// <summary>
/// The live engine's pipeline and gateway before a simulated venue, over a real FIX session, with the recording's time
/// for a clock: no frame is played before every answer to the one before has come. So it sees what a back-test sees.
/// </summary>
internal sealed class LockstepEngine : IAsyncDisposable
{
    private const int HeldEventsMax = 65_536;
    private const long TimerIntervalNs = 100_000_000;

    private readonly EngineConfiguration _configuration;
    private readonly RingBuffer<EngineEvent> _ring = RingBuffer<EngineEvent>.CreateMultiProducer(1_024);
    private readonly EventPoller<EngineEvent> _poller;
    private readonly SystemClock _clock = new();
    private readonly VenueBench _venue;
    private readonly FixOrderGateway _gateway;
    private readonly Pipeline<PipelineScript.CountLog, GatewaySink> _pipeline;
    private long _nowNs; // Of the recording.
    private long _nextTimerNs;
    private long _sentCount;
    private long _answerCount;

    private LockstepEngine(EngineConfiguration configuration, VenueBench venue)
    {
        _configuration = configuration;
        _venue = venue;
        _poller = _ring.NewPoller();
        _ring.AddGatingSequence(_poller.Sequence);
        State = new DecisionState(configuration);
        var session = new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "LLE", TargetCompId = "SIM", IsInitiator = true, ConfirmsSynchronization = true,
            },
            new MemorySequenceStore());
        var options = new FixGatewayOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, venue.Venue.OrderPort),
            Hedges = HedgingRules.ByStrategy(configuration.Risk.Setup),
        };
        _gateway = new FixOrderGateway(options, configuration.Instruments, session, _clock, new LatencyList());
        _pipeline = new(State, new PipelineScript.CountLog(new PipelineScript.Counts()), new GatewaySink(this));
    }

    public DecisionState State { get; }

    public static async Task<LockstepEngine> StartAsync(EngineConfiguration configuration, int takerFeePpm)
    {
        VenueBench venue = await VenueBench.StartAsync(
            o => o with { Instruments = configuration.Instruments, TakerFeePpm = takerFeePpm });
        var engine = new LockstepEngine(configuration, venue);
        EngineEvent start = default;
        EngineEvents.Begin(ref start, EventKind.EngineStart, EventSource.Engine, nowNs: 0).Start =
            new EngineStart { OrderIdBase = 1, ConfigurationHash = configuration.DecisionHash, StartCount = 1 };
        engine.Take(start);
        engine.RunUntil(() => engine.State.VenueState == VenueState.Ready);
        return engine;
    }

    /// <summary>Plays a recording to its end.</summary>
    public void Play(string path)
    {
        using var feed = new RecordedFeed(
            BinanceVenue.Spot(new FeedSymbols(_configuration.Instruments), HeldEventsMax), [path], _ => { });
        using RecordedFile file = RecordedFile.OpenOrThrow(path);
        while (feed.TryReadNext(out ReadOnlySpan<EngineEvent> events))
        {
            if (file.TryRead(out RecordedFrame frame))
            {
                _nowNs = frame.ReceiveTimestampNs;
                TakeTimerIfDue();
                _venue.Play(Encoding.UTF8.GetString(frame.Bytes.Span));
                RunUntilAnswered();
            }

            foreach (EngineEvent item in events.ToArray())
                Take(item);

            RunUntilAnswered();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gateway.Dispose();
        await _venue.DisposeAsync();
        _ring.Dispose();
    }

    private void TakeTimerIfDue()
    {
        if (_nowNs < _nextTimerNs)
            return;

        _nextTimerNs = _nowNs + TimerIntervalNs;
        EngineEvent timer = default;
        EngineEvents.Begin(ref timer, EventKind.Timer, EventSource.Clock, _nowNs).Timer.DueTimestampNs = _nowNs;
        Take(timer);
    }

    private void RunUntilAnswered() => RunUntil(() =>
        _venue.Venue.Counters.OrdersReceived + _venue.Venue.Counters.CancelsReceived == _sentCount &&
        _venue.Venue.Counters.ReportsMade == _answerCount);

    private void RunUntil(Func<bool> isDone)
    {
        long endNs = _clock.NowNs + (VenueBench.Patience.Ticks * 100);
        while (!isDone())
        {
            if (_clock.NowNs > endNs)
                throw new TimeoutException($"gave up: sent={_sentCount}, answered={_answerCount}, nowNs={_nowNs}");

            var stage = new TakingStage(this);
            if (!(_gateway.Poll(_clock.NowNs, _ring) | (_poller.Poll(ref stage, batchSlotsMax: 64) > 0)))
                Thread.Yield();
        }
    }

    private void Take(EngineEvent input)
    {
        if (input.Source == EventSource.Venue)
            input.ReceiveTimestampNs = _nowNs;

        if (input.Kind is EventKind.Execution or EventKind.CancelReject)
            _answerCount++;

        _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
    }

    private readonly struct TakingStage(LockstepEngine engine) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) => engine.Take(slot);
    }

    private readonly struct GatewaySink(LockstepEngine engine) : IOrderSink
    {
        public void Send(in EngineEvent output)
        {
            engine._sentCount++;
            engine._gateway.Send(in output, engine._clock.NowNs);
            engine._gateway.Flush();
        }
    }
}
