using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.OrderEntry;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Backtest;

/// <summary>
/// The simulated venue's matching engine without its sockets: takes orders from the outbound ring, answers into the
/// inbound ring. The recorded market moves it frame by frame. Not hot: allocates.
/// </summary>
internal sealed class InProcessVenue
{
    private readonly InstrumentTable _instruments;
    private readonly bool[] _hedges; // By strategy, the operator's last.
    private readonly RingBuffer<EngineEvent> _inbound;
    private readonly MatchingEngine _matching;
    private readonly MarketDecoder _decoder;
    private readonly MarketMessage _message = new();
    private readonly List<VenueReport> _reports = [];
    private long _nowNs;

    /// <param name="instruments">What is traded.</param>
    /// <param name="hedges">Whether the account of each strategy hedges, the operator's last.</param>
    /// <param name="inbound">Takes the answers.</param>
    public InProcessVenue(InstrumentTable instruments, bool[] hedges, RingBuffer<EngineEvent> inbound)
    {
        _instruments = instruments;
        _hedges = hedges;
        _inbound = inbound;
        _matching = new MatchingEngine(instruments, new MatchingOptions { TakerFeePpm = 100 }, _reports.Add);
        _decoder = new MarketDecoder(instruments);
        Stage = new OrderStage(this);
    }

    /// <summary>Held while the market moves: no order is taken meanwhile.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Takes orders; for a poller of the outbound ring.</summary>
    public OrderStage Stage;

    /// <summary>The market moves; resting orders may fill.</summary>
    public void OnFrame(RecordedFrame frame)
    {
        _nowNs = frame.ReceiveTimestampNs;
        _matching.Expire(_nowNs);
        if (!_decoder.TryDecode(frame.Bytes.Span, _message))
            return;

        if (_message.Kind == MarketMessageKind.Snapshot)
        {
            int owner = _matching.FindSnapshotOwner(_message.LastUpdateId);
            if (owner < 0 || !_decoder.ReadSnapshotLevels(frame.Bytes.Span, _instruments[owner], _message))
                return;
        }

        _matching.OnMarket(_message);
        PublishReports();
    }

    private void OnOrder(in EngineEvent order)
    {
        Instrument instrument = _instruments[order.InstrumentIndex];
        string id = Text(order.Order.OrderId);
        switch (order.Kind)
        {
            case EventKind.NewOrder:
                _matching.Submit(new VenueNewOrder(
                    id, instrument.Symbol, order.Side, order.Order.Type, order.Order.TimeInForce,
                    instrument.Qty.ToString(order.Order.QtyLots), instrument.Price.ToString(order.Order.PriceTicks))
                {
                    StopPrice = Text(instrument.Price, order.Terms.StopPriceTicks),
                    DisplayQty = Text(instrument.Qty, order.Terms.DisplayLots),
                    ExpireTimestampNs = order.Terms.ExpireTimestampNs,
                    IsPostOnly = (order.Flags & EventFlags.PostOnly) != EventFlags.None,
                    Effect = EffectOf(in order),
                    Trigger = order.Flags.Trigger(),
                });
                break;

            case EventKind.ReplaceOrder:
                _matching.Replace(new VenueReplace(
                    CancelOf(in order, instrument),
                    instrument.Qty.ToString(order.Order.QtyLots),
                    instrument.Price.ToString(order.Order.PriceTicks))
                {
                    StopPrice = Text(instrument.Price, order.Terms.StopPriceTicks),
                    DisplayQty = Text(instrument.Qty, order.Terms.DisplayLots),
                    ExpireTimestampNs = order.Terms.ExpireTimestampNs,
                });
                break;

            case EventKind.CancelOrder:
                _matching.Cancel(CancelOf(in order, instrument));
                break;

            default:
                _matching.Query(new VenueStatusQuery(id, instrument.Symbol, order.Side));
                break;
        }

        PublishReports();
    }

    /// <summary>As the gateway says it in PositionEffect(77).</summary>
    private PositionEffect EffectOf(in EngineEvent order)
    {
        if (!_hedges[Math.Min(order.Order.StrategyIndex, _hedges.Length - 1)])
            return PositionEffect.None;

        return order.Flags.Closes() ? PositionEffect.Close : PositionEffect.Open;
    }

    private static VenueCancel CancelOf(in EngineEvent change, Instrument instrument)
    {
        long orderId = change.Order.VenueOrderId != 0 ? change.Order.VenueOrderId : change.Order.OriginalOrderId;
        return new VenueCancel(Text(change.Order.OrderId), Text(orderId), instrument.Symbol, change.Side);
    }

    private void PublishReports()
    {
        foreach (VenueReport report in _reports)
        {
            long sequence = _inbound.Next();
            EventKind kind = report.IsCancelReject ? EventKind.CancelReject : EventKind.Execution;
            ref EngineEvent slot = ref EngineEvents.Begin(ref _inbound[sequence], kind, EventSource.Venue, _nowNs);
            slot.VenueTimestampNs = _nowNs;
            slot.InstrumentIndex = report.Instrument?.Index ?? -1;
            slot.Side = report.Side;
            slot.Execution = ToExecution(report);
            _inbound.Publish(sequence);
        }

        _reports.Clear();
    }

    private static Execution ToExecution(VenueReport report) => new()
    {
        OrderId = Id(report.OrigClOrdId ?? report.ClOrdId),
        RequestId = report.OrigClOrdId is null ? 0 : Id(report.ClOrdId),
        LastPriceTicks = report.LastPriceTicks,
        LastQtyLots = report.LastQtyLots,
        CumQtyLots = report.CumQtyLots,
        LeavesQtyLots = report.LeavesQtyLots,
        FeeTickLots = report.FeeTickLots,
        Facts = report.LastQtyLots > 0 ? FillFacts.FeeStated | EffectOf(report.Effect) : FillFacts.None,
        ExecIdHash = HashOf(report.ExecId),
        VenueOrderIdHash = HashOf(report.OrderId),
        ExecType = report.ExecType,
        Status = report.Status,
        RejectReason = (ushort)report.RejectReason,
        Reason = report.Reason,
    };

    private static FillFacts EffectOf(PositionEffect effect) => effect switch
    {
        PositionEffect.Open => FillFacts.Opens,
        PositionEffect.Close => FillFacts.Closes,
        _ => FillFacts.None,
    };

    private static long HashOf(string text)
    {
        var hash = new StateHash();
        hash.Add(text);
        return hash.Value;
    }

    private static string? Text(DecimalScale scale, long steps) => steps == 0 ? null : scale.ToString(steps);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long Id(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Orders that leave the outbound ring.</summary>
    internal readonly struct OrderStage(InProcessVenue venue) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
        {
            lock (venue.Gate)
                venue.OnOrder(in slot);
        }
    }
}
