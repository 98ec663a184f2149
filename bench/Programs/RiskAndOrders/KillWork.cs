using System;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Programs.Decision;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// The kill switch through the whole pipeline: a thousand orders are open, a halt comes, and quotes come one after the
/// other without a pause until the cancels of all are in the journal and in the outbound ring. In between, outside of
/// what is measured, the broker answers, trading resumes and the orders are opened again.
/// </summary>
internal sealed class KillWork : IDisposable
{
    private const int OrderCount = 1_000;
    private const int WarmUpKillCount = 20;
    private const int KillCount = 500;
    private const int StrategyCount = 2;
    private const long MidTicks = 6_000_000;
    private const long StepNs = 1_000; // Between inputs, so that the message rate is not what is measured.

    private readonly BenchEngine _engine;
    private readonly Samples _threadUs = new(KillCount);
    private readonly Samples _wallUs = new(KillCount);
    private readonly Samples _inputCounts = new(KillCount);
    private long _nowNs = 1_000_000_000;
    private int _updateId;
    private EngineEvent _input;

    public KillWork(EngineConfiguration configuration)
    {
        _engine = new BenchEngine(configuration);
        EngineEvents.Begin(ref _input, EventKind.FeedStatus, EventSource.Feed, _nowNs).Feed.State = FeedState.Live;
        _input.InstrumentIndex = 0;
        Decide();
        for (int i = 0; i < StrategyCount; i++)
            Order(CommandKind.StrategyStop, i);

        Quote();
    }

    /// <summary>Cancels a run counts.</summary>
    public static long EventCount => (long)KillCount * OrderCount;

    /// <exception cref="InvalidOperationException">Not every order was cancelled once.</exception>
    public void Run(Figures figures, HotSection section)
    {
        for (int i = 0; i < WarmUpKillCount; i++)
            Kill(new HotSection());

        _threadUs.Clear();
        _wallUs.Clear();
        _inputCounts.Clear();
        for (int i = 0; i < KillCount; i++)
            Kill(section);

        figures.Add("killP50Us", _threadUs.Median)
            .Add("killP99Us", _threadUs.Percentile(99))
            .Add("killMaxUs", _threadUs.Max)
            .Add("killWallP50Us", _wallUs.Median)
            .Add("killInputs", _inputCounts.Median);
    }

    /// <summary>
    /// What cannot be less: a thousand events copied twice, as a cancel is in the journal and in the ring.
    /// </summary>
    public static void RunRaw(Figures figures)
    {
        var orders = new EngineEvent[OrderCount];
        var journal = new EngineEvent[OrderCount];
        var ring = new EngineEvent[OrderCount];
        var timesUs = new Samples(KillCount);
        for (int kill = 0; kill < KillCount; kill++)
        {
            long startNs = ThreadCpuTime.NowNs;
            for (int i = 0; i < OrderCount; i++)
            {
                journal[i] = orders[i];
                ring[i] = orders[i];
            }

            timesUs.Add((ThreadCpuTime.NowNs - startNs) / 1e3);
        }

        figures.Add("killP50Us", timesUs.Median);
    }

    public void Dispose() => _engine.Dispose();

    private void Kill(HotSection section)
    {
        OpenOrders();
        long messageCount = _engine.Venue.MessageCount;
        _engine.WaitForRoom(2 * OrderCount);
        section.Begin();
        long startNs = Ticks.NowNs;
        long ranNs = ThreadCpuTime.NowNs;
        Order(CommandKind.Halt);
        int inputCount = 1;
        for (; _engine.State.Sweep.HasMore; inputCount++)
            Quote();

        ranNs = ThreadCpuTime.NowNs - ranNs;
        long tookNs = Ticks.NowNs - startNs;
        section.End();
        _threadUs.Add(ranNs / 1e3);
        _wallUs.Add(tookNs / 1e3);
        _inputCounts.Add(inputCount);
        _engine.Settle();
        messageCount = _engine.Venue.MessageCount - messageCount;
        if (messageCount != OrderCount || _engine.State.Orders.OpenCount > 0)
        {
            throw new InvalidOperationException(
                $"not every order was cancelled once: orders={OrderCount}, cancels={messageCount}, " +
                $"stillOpen={_engine.State.Orders.OpenCount}");
        }
    }

    /// <summary>Trading resumes, and the operator sends orders until so many rest; the broker fills some.</summary>
    private void OpenOrders()
    {
        Order(CommandKind.Resume);
        for (int i = 0; _engine.State.Orders.OpenCount < OrderCount; i++)
        {
            if (i == 2 * OrderCount)
                throw new InvalidOperationException($"orders do not rest: {_engine.State.Risk.LastDenial}");

            Order(CommandKind.OrderSend, MidTicks - 100 - (i % 1_000));
            _engine.Settle();
        }

        Quote();
    }

    private void Order(CommandKind kind, long argument = 0)
    {
        _nowNs += StepNs;
        EngineEvents.Begin(ref _input, EventKind.Command, EventSource.Operator, _nowNs).Command = new Command
        {
            Kind = kind, Argument = argument,
        };
        if (kind == CommandKind.OrderSend)
        {
            _input.InstrumentIndex = 0;
            _input.Side = Side.Buy;
            _input.Act.QtyLots = 1;
            _input.Act.OrderType = OrderType.Limit;
        }

        Decide();
    }

    private void Quote()
    {
        _nowNs += StepNs;
        EngineEvents.Begin(ref _input, EventKind.Quote, EventSource.Feed, _nowNs).Quote = new Quote
        {
            UpdateId = ++_updateId,
            BidPriceTicks = MidTicks - 1,
            BidQtyLots = 100_000_000,
            AskPriceTicks = MidTicks + 1,
            AskQtyLots = 100_000_000,
        };
        _input.InstrumentIndex = 0;
        Decide();
    }

    private void Decide() => _engine.Decide(ref _input);
}
