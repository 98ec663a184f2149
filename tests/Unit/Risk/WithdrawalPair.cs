using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Risk.Campaign;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Two gates of one firm, of which one is told only of what stays.</summary>
internal sealed class WithdrawalPair(RiskSetup setup, Random random)
{
    private static readonly RiskScope[] Scopes = [.. Enum.GetValues<RiskScope>()[1..]];
    private static readonly LimitId[] Limits = [.. Enum.GetValues<LimitId>()[1..]];

    private readonly PreTradeRisk _tried = new(setup);
    private readonly PreTradeRisk _spared = new(setup);
    private readonly CampaignSource _source = new(random, new TwinBook());
    private readonly List<(EngineEvent Order, long HeldLots)> _open = [];
    private readonly List<EngineEvent> _wishes = [];
    private RiskMarket _market;
    private long _nowNs = 86_400_000_000_000;
    private long _lastId;

    public int WithdrawnCount { get; private set; }

    public void Play()
    {
        _nowNs += random.Next(30_000_000);
        _market = CampaignSource.Market(random, _nowNs);
        for (int i = 0; i < setup.Instruments.Count; i++)
            Tell(risk => risk.OnMarket(i, in _market));

        foreach (int strategy in new[] { 0, 1, 2 }) // Else the count of repeated executions soon stops them all.
            Rearm(strategy);

        var refused = new List<EngineEvent>();
        _wishes.Clear();
        for (int i = random.Next(6); i >= 0; i--)
            Wish(refused);

        foreach (EngineEvent wish in refused)
            _tried.Withdraw(in wish, RiskVerdict.OrderTableFull);

        WithdrawnCount += refused.Count;
        while (_open.Count > random.Next(12))
            Close(random.Next(_open.Count));
    }

    public string? Difference()
    {
        foreach (RiskScope scope in Scopes)
        {
            for (int i = 0; _tried.Scopes.TryRowOf(scope, i) is >= 0 and var row; i++)
            {
                LimitId[] differing =
                [
                    .. Limits.Where(id => LimitCatalog.Holds(scope, id) &&
                        _tried.UsedOf(row, id) != _spared.UsedOf(row, id)),
                ];
                if (differing is [LimitId first, ..])
                    return $"{scope} {i} {first}: {_tried.UsedOf(row, first)} != {_spared.UsedOf(row, first)}";
            }
        }

        if (_tried.RoomForCancels(_nowNs) != _spared.RoomForCancels(_nowNs))
            return $"messages: {_tried.RoomForCancels(_nowNs)} != {_spared.RoomForCancels(_nowNs)}";

        foreach (EngineEvent wish in _wishes)
        {
            RiskVerdict verdict = _tried.Probe(in wish, in _market);
            if (verdict != _spared.Probe(in wish, in _market))
                return $"verdict on orderId={wish.Order.OrderId}: {verdict} against that of the other gate";
        }

        return null;
    }

    private void Wish(List<EngineEvent> refused)
    {
        int changed = random.Next(3) == 0 ? random.Next(_open.Count + 1) : _open.Count; // No such order: a new one.
        EngineEvent wish = changed < _open.Count
            ? Changed(_open[changed].Order)
            : _source.Order(random.Next(setup.Instruments.Count), _nowNs);
        if (changed == _open.Count && random.Next(6) == 0)
            wish.Kind = EventKind.CancelOrder;

        long heldLots = changed < _open.Count ? _open[changed].HeldLots : 0;
        wish.Order.OrderId = ++_lastId;
        RiskVerdict verdict = Judge(_tried, in wish, heldLots);
        if (wish.Kind == EventKind.NewOrder)
            _wishes.Add(wish);

        if (verdict != RiskVerdict.Accepted)
            return;

        if (random.Next(3) == 0)
        {
            refused.Add(wish);
            return;
        }

        Assert.Equal(RiskVerdict.Accepted, Judge(_spared, in wish, heldLots));
        if (wish.Kind == EventKind.NewOrder)
            _open.Add((wish, wish.Order.QtyLots));
        else if (wish.Kind == EventKind.ReplaceOrder)
            Take(in wish, changed);
    }

    private EngineEvent Changed(EngineEvent order)
    {
        order.Kind = EventKind.ReplaceOrder;
        order.ReceiveTimestampNs = _nowNs;
        order.Order.QtyLots += random.Next(-4, 9);
        return order;
    }

    /// <summary>The venue has accepted the change: the larger of both quantities stays reserved.</summary>
    private void Take(in EngineEvent change, int index)
    {
        (EngineEvent order, long heldLots) = _open[index];
        heldLots = Math.Max(heldLots, change.Order.QtyLots);
        OrderReport report = ReportOf(in order, filledLots: 0, releasedLots: 0, openLots: heldLots);
        report.HasDroppedPrice = order.Order.Type == OrderType.Limit;
        report.DroppedPriceTicks = order.Order.PriceTicks;
        _open[index] = (order, heldLots);
        Tell(risk => risk.OnReport(in report));
    }

    private void Close(int index)
    {
        (EngineEvent order, long heldLots) = _open[index];
        long filledLots = random.Next(2) == 0 ? 0 : random.NextInt64(heldLots + 1);
        OrderReport report = ReportOf(in order, filledLots, heldLots - filledLots, openLots: 0);
        Tell(risk => risk.OnReport(in report));
        _open.RemoveAt(index);
    }

    private static OrderReport ReportOf(in EngineEvent order, long filledLots, long releasedLots, long openLots)
    {
        OrderReport report = RiskCases.Report(order.Side, filledLots, releasedLots, openLots);
        report.InstrumentIndex = order.InstrumentIndex;
        report.StrategyIndex = order.Order.StrategyIndex;
        report.PriceTicks = order.Order.PriceTicks;
        report.FillPriceTicks = CampaignSetup.ReferenceTicks;
        return report;
    }

    private RiskVerdict Judge(PreTradeRisk risk, in EngineEvent wish, long heldLots) =>
        wish.Kind == EventKind.ReplaceOrder
            ? risk.CheckChangeAndReserve(in wish, heldLots, in _market)
            : risk.CheckAndReserve(in wish, in _market);

    private void Rearm(int strategy)
    {
        EngineEvent rearm = RiskSetupCases.Act(CommandKind.ScopeResume, RiskScope.Strategy, nowNs: _nowNs);
        rearm.Act.ScopeIndex = strategy;
        Tell(risk => risk.OnCommand(in rearm));
    }

    private void Tell(Action<PreTradeRisk> what)
    {
        what(_tried);
        what(_spared);
    }
}
