using System;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Puts what the decision thread does and knows into the telemetry file: counts at once, gauges a few dozen times a
/// second. Decision thread only; 0 bytes.
/// </summary>
internal sealed class EngineTelemetry
{
    private const long PublishIntervalNs = 20_000_000;
    private const int PublicationsPerUsage = 10;

    private readonly TelemetryWriter _writer;
    private readonly DecisionState _state;
    private readonly StallWatch _stalls;
    private readonly TelemetryLane _lane;
    private readonly LatencyHistogram _decision;
    private readonly LatencyHistogram _snapshot;
    private long _nextPublishNs;
    private int _publicationCount;
    private bool _isCounting;

    /// <param name="writer">Of the engine's file.</param>
    /// <param name="state">What is told.</param>
    /// <param name="stalls">Takes closings that stall or go on.</param>
    public EngineTelemetry(TelemetryWriter writer, DecisionState state, StallWatch stalls)
    {
        _writer = writer;
        _stalls = stalls;
        _state = state;
        _lane = writer.OpenLane("decision");
        _decision = writer.Histogram(LatencyKind.Decision);
        _snapshot = writer.Histogram(LatencyKind.Snapshot);
        Counts = new EventCounts(_lane, state.Instruments.Count);
    }

    /// <summary>What went through in this life, by kind.</summary>
    public EventCounts Counts { get; }

    /// <summary>Inputs worked on in this life.</summary>
    public long EventCount { get; private set; }

    /// <summary>Zero point of what is counted since ready: called by the decision thread then.</summary>
    public void StartCounts()
    {
        _isCounting = true;
        _lane.StartCounts();
    }

    /// <summary>One input went through all stages.</summary>
    public void Count(in EngineEvent input, long decisionNs)
    {
        EventCount++;
        _decision.Record(decisionNs);
        Counts.CountInput(in input);
        foreach (ref readonly EngineEvent output in _state.Outbox.Events)
        {
            Counts.CountOutput(in output);
            if (output.Kind == EventKind.ClosingStalled)
                _stalls.Tell(in output);
        }
    }

    /// <summary>So many inputs were there at once.</summary>
    public void CountBatch(int inputCount) => _lane.CountBatch(inputCount);

    /// <summary>The state was copied for a snapshot.</summary>
    public void RecordSnapshot(long copyNs) => _snapshot.Record(copyNs);

    /// <summary>Refreshes the gauges when they are older than 20 ms.</summary>
    public void PublishIfDue(long nowNs)
    {
        if (nowNs >= _nextPublishNs)
            Publish(nowNs);
    }

    /// <summary>Refreshes the gauges.</summary>
    public void Publish(long nowNs)
    {
        _nextPublishNs = nowNs + PublishIntervalNs;
        _writer.Beat(nowNs);
        _writer.Set(Gauge.KillSwitchEngaged, _state.Risk.IsHalted ? 1 : 0);
        _writer.Set(Gauge.VenueState, (long)_state.VenueState);
        _writer.Set(Gauge.WorkingOrders, _state.Orders.OpenCount);
        _writer.Set(Gauge.HeldOrders, _state.Held.Orders.Count);
        _writer.Set(Gauge.HeldAlarms, _state.Held.Orders.Alarms.Count);
        _writer.Set(Gauge.StopsAtWork, _state.Stops.WorkCount);
        _writer.Set(Gauge.ClosingsStalled, _state.Closer.StalledCount);
        _writer.Set(Gauge.ActiveStrategiesMask, StartedMask());
        PublishCounts();
        for (int i = 0; i < _state.Instruments.Count; i++)
            Publish(i, nowNs);
    }

    private void PublishCounts()
    {
        _lane.Set(Counter.OutboxDropped, _state.Outbox.DroppedCount);
        _lane.PublishAllocatedBytes();
        if (_isCounting && _publicationCount++ % PublicationsPerUsage == 0)
            _lane.PublishUsage();
    }

    private long StartedMask()
    {
        long mask = 0;
        for (int i = 0; i < Math.Min(_state.Strategies.Count, 63); i++)
            mask |= _state.Strategies.IsStarted(i) ? 1L << i : 0;

        return mask;
    }

    private void Publish(int instrumentIndex, long nowNs)
    {
        InstrumentState market = _state.Analysis[instrumentIndex];
        ref readonly Position position = ref _state.Positions.OfInstrument(instrumentIndex);
        ref readonly Exposure exposure = ref _state.Risk.ExposureOf(instrumentIndex);
        ref InstrumentGauges gauges = ref _writer.BeginUpdate(instrumentIndex);
        gauges.BestBidTicks = market.Top.BidPriceTicks;
        gauges.BestBidLots = market.Top.BidQtyLots;
        gauges.BestAskTicks = market.Top.AskPriceTicks;
        gauges.BestAskLots = market.Top.AskQtyLots;
        gauges.MidHalfTicks = market.Top.BidPriceTicks + market.Top.AskPriceTicks;
        gauges.PositionLots = position.Lots;
        gauges.RealizedPnl = Saturate(position.RealizedTickLots);
        long markPriceTicks = StateReport.MarkPriceTicks(_state, instrumentIndex);
        gauges.UnrealizedPnl = Saturate(position.UnrealizedTickLots(markPriceTicks));
        gauges.Fees = Saturate(position.FeesTickLots);
        gauges.Funding = Saturate(position.FundingTickLots);
        gauges.WorkingOrders = exposure.OpenOrderCount;
        gauges.WorkingBuyLots = exposure.OpenBuyLots;
        gauges.WorkingSellLots = exposure.OpenSellLots;
        gauges.LastUpdateId = market.LastUpdateId;
        gauges.DepthFrames = market.DepthMessageCount;
        gauges.BidLevels = market.Book.BidCount;
        gauges.AskLevels = market.Book.AskCount;
        gauges.Trades = market.TradeCount;
        gauges.TradedLots = market.TradedLots;
        gauges.LastTradeTicks = market.LastTradePriceTicks;
        gauges.Orders = Counts.OrdersOf(instrumentIndex);
        gauges.Fills = position.FillCount;
        gauges.FilledLots = position.TradedLots;
        gauges.UpdatedTimestampNs = nowNs;
        gauges.Fitness = market.FeedState;
        _writer.EndUpdate(instrumentIndex);
    }

    private static long Saturate(Int128 money) => (long)Int128.Clamp(money, long.MinValue, long.MaxValue);
}
