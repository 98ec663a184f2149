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
internal sealed class EngineTelemetry(TelemetryWriter writer, DecisionState state)
{
    private const long PublishIntervalNs = 20_000_000;
    private const int PublicationsPerUsage = 10;

    private readonly TelemetryLane _lane = writer.OpenLane("decision");
    private readonly LatencyHistogram _decision = writer.Histogram(LatencyKind.Decision);
    private readonly LatencyHistogram _snapshot = writer.Histogram(LatencyKind.Snapshot);
    private readonly long[] _ordersByInstrument = new long[state.Instruments.Count];
    private long _nextPublishNs;
    private int _publicationCount;
    private bool _isCounting;

    /// <summary>Orders sent in this life.</summary>
    public long OrderCount { get; private set; }

    /// <summary>Wishes refused by our own risk in this life.</summary>
    public long DeniedCount { get; private set; }

    /// <summary>Orders refused by the broker in this life.</summary>
    public long RejectedCount { get; private set; }

    /// <summary>Fills in this life.</summary>
    public long FillCount { get; private set; }

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
        _lane.Increment(Counter.Events);
        switch (input.Kind)
        {
            case EventKind.BookUpdate:
                _lane.Increment(Counter.BookUpdates);
                break;
            case EventKind.Quote:
                _lane.Increment(Counter.Quotes);
                break;
            case EventKind.Trade:
                _lane.Increment(Counter.Trades);
                break;
            case EventKind.Execution:
                CountExecution(in input.Execution);
                break;
            default:
                break; // The rest is rare and stands in the journal.
        }

        foreach (ref readonly EngineEvent output in state.Outbox.Events)
            CountOutput(in output);
    }

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
        writer.Beat(nowNs);
        writer.Set(Gauge.KillSwitchEngaged, state.Risk.IsHalted ? 1 : 0);
        writer.Set(Gauge.VenueState, (long)state.VenueState);
        writer.Set(Gauge.WorkingOrders, state.Orders.OpenCount);
        writer.Set(Gauge.ActiveStrategiesMask, StartedMask());
        PublishCounts();
        for (int i = 0; i < state.Instruments.Count; i++)
            Publish(i, nowNs);
    }

    private void PublishCounts()
    {
        _lane.PublishAllocatedBytes();
        if (_isCounting && _publicationCount++ % PublicationsPerUsage == 0)
            _lane.PublishUsage();
    }

    private void CountExecution(in Execution execution)
    {
        if (execution.LastQtyLots > 0)
        {
            FillCount++;
            _lane.Increment(Counter.Fills);
        }

        if (execution.ExecType == ExecType.Rejected)
        {
            RejectedCount++;
            _lane.Increment(Counter.Rejected);
        }
    }

    private void CountOutput(in EngineEvent output)
    {
        switch (output.Kind)
        {
            case EventKind.NewOrder:
                OrderCount++;
                _ordersByInstrument[output.InstrumentIndex]++;
                _lane.Increment(Counter.Orders);
                break;
            case EventKind.ReplaceOrder:
                _lane.Increment(Counter.Replaces);
                break;
            case EventKind.CancelOrder:
                _lane.Increment(Counter.Cancels);
                break;
            case EventKind.StatusRequest:
                _lane.Increment(Counter.StatusRequests);
                break;
            case EventKind.OrderDenied:
                DeniedCount++;
                _lane.Increment(Counter.Denied);
                break;
            default:
                break; // A failure is told by the process itself.
        }
    }

    private long StartedMask()
    {
        long mask = 0;
        for (int i = 0; i < Math.Min(state.Strategies.Count, 63); i++)
            mask |= state.Strategies.IsStarted(i) ? 1L << i : 0;

        return mask;
    }

    private void Publish(int instrumentIndex, long nowNs)
    {
        InstrumentState market = state.Analysis[instrumentIndex];
        ref readonly Position position = ref state.Positions.OfInstrument(instrumentIndex);
        ref readonly Exposure exposure = ref state.Risk.ExposureOf(instrumentIndex);
        ref InstrumentGauges gauges = ref writer.BeginUpdate(instrumentIndex);
        gauges.BestBidTicks = market.Top.BidPriceTicks;
        gauges.BestBidLots = market.Top.BidQtyLots;
        gauges.BestAskTicks = market.Top.AskPriceTicks;
        gauges.BestAskLots = market.Top.AskQtyLots;
        gauges.MidHalfTicks = market.Top.BidPriceTicks + market.Top.AskPriceTicks;
        gauges.PositionLots = position.Lots;
        gauges.RealizedPnl = Saturate(position.RealizedTickLots);
        long markPriceTicks = StateReport.MarkPriceTicks(state, instrumentIndex);
        gauges.UnrealizedPnl = Saturate(position.UnrealizedTickLots(markPriceTicks));
        gauges.Fees = Saturate(position.FeesTickLots);
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
        gauges.Orders = _ordersByInstrument[instrumentIndex];
        gauges.Fills = position.FillCount;
        gauges.FilledLots = position.TradedLots;
        gauges.UpdatedTimestampNs = nowNs;
        gauges.Fitness = market.FeedState;
        writer.EndUpdate(instrumentIndex);
    }

    private static long Saturate(Int128 money) => (long)Int128.Clamp(money, long.MinValue, long.MaxValue);
}
