using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// Random orders, changes, fills, rejects, busts, cancels, limit changes, halts, losses, bad markets and lost sessions,
/// given to the gate and to its twin alike; after each step both must say and hold the same.
/// </summary>
internal sealed class RiskCampaign
{
    private readonly Random _random;
    private readonly RiskSetup _setup;
    private readonly PreTradeRisk _risk;
    private readonly Twin _twin;
    private readonly long[] _profits;
    private readonly RiskMarket[] _markets;
    private long _nowNs = 86_400_000_000_000;
    private long _operatorSeenNs;
    private VenueState _venue = VenueState.Ready;
    private int _step;

    /// <param name="seed">Of everything.</param>
    /// <param name="focus">Changes what both are told; null for nothing.</param>
    /// <param name="sabotage">Changes what the gate is told, not the twin; null for nothing.</param>
    public RiskCampaign(
        int seed, Func<RiskSetup, RiskSetup>? focus = null, Func<RiskSetup, RiskSetup>? sabotage = null)
    {
        _random = new Random(seed);
        _setup = CampaignSetup.Create(_random);
        _setup = focus is null ? _setup : focus(_setup);
        _risk = new PreTradeRisk(sabotage is null ? _setup : sabotage(_setup));
        _twin = new Twin(_setup);
        _profits = new long[_setup.Strategies.Count + 1];
        _markets = new RiskMarket[_setup.Instruments.Count];
        for (int i = 0; i < _markets.Length; i++)
            MoveMarket(i);
    }

    /// <summary>How often each verdict was given.</summary>
    public Dictionary<RiskVerdict, int> Seen { get; } = [];

    /// <summary>Runs; the first difference, or null.</summary>
    public string? Run(int stepCount)
    {
        for (_step = 0; _step < stepCount; _step++)
        {
            if (Step() is { } difference)
                return $"step={_step}: {difference}";
        }

        return null;
    }

    private string? Step()
    {
        _nowNs += _random.Next(10) == 0 ? _random.Next(200_000_000) : _random.Next(20_000_000);
        int roll = _random.Next(100);
        if (roll < 55)
            return SendOrder();

        if (roll < 58)
            return ChangeOrder();

        if (roll < 86)
            AnswerOrder();
        else if (roll < 94)
            Timer();
        else
            Disturb(_random.Next(24));

        return Compare();
    }

    private string? SendOrder()
    {
        int instrument = _random.Next(_setup.Instruments.Count);
        if (_random.Next(6) == 0)
            MoveMarket(instrument);

        EngineEvent order = NewOrder(instrument);
        RiskMarket market = _markets[instrument] with { NowNs = _nowNs, VenueState = _venue };
        market = Disturbed(market);
        SetFirstMark(instrument, in market);
        Judgement expected = _twin.Judge(in order, in market, order.Order.QtyLots, isNew: true);
        bool isInDoubt = _twin.IsVolatilityInDoubt(in order, order.Order.QtyLots);
        if (isInDoubt)
            return null;

        RiskVerdict verdict = _risk.CheckAndReserve(in order, in market);
        if (Differs(expected, verdict, order.Order.QtyLots) is { } difference)
            return difference;

        if (verdict != RiskVerdict.Accepted)
            return null;

        if (_random.Next(40) == 0)
            _risk.Withdraw(in order, RiskVerdict.OrderTableFull);
        else
            Remember(order, in market, order.Order.QtyLots, isNew: true);

        return Compare();
    }

    private string? ChangeOrder()
    {
        if (_twin.Book.Open.Count == 0)
            return null;

        TwinOrder old = _twin.Book.Open[_random.Next(_twin.Book.Open.Count)];
        if (old.Intent.Order.Type != OrderType.Limit)
            return null;

        EngineEvent change = old.Intent;
        change.ReceiveTimestampNs = _nowNs;
        change.Order.PriceTicks = old.PriceTicks + _random.Next(-4, 5);
        change.Order.QtyLots = _random.Next(1, 60);
        RiskMarket market = _markets[old.Instrument] with { NowNs = _nowNs, VenueState = _venue };
        long addedLots = Math.Max(0, change.Order.QtyLots - old.OpenLots);
        Judgement expected = _twin.Judge(in change, in market, addedLots, isNew: false);
        if (_twin.IsVolatilityInDoubt(in change, addedLots))
            return null;

        RiskVerdict verdict = _risk.CheckChangeAndReserve(in change, old.OpenLots, in market);
        if (Differs(expected, verdict, addedLots) is { } difference)
            return difference;

        if (verdict != RiskVerdict.Accepted)
            return null;

        Remember(change, in market, addedLots, isNew: false);
        FinishChange(old, in change, addedLots);
        return Compare();
    }

    /// <summary>The venue changes the order at once, or refuses to.</summary>
    private void FinishChange(TwinOrder old, in EngineEvent change, long addedLots)
    {
        bool isDone = _random.Next(3) > 0;
        long heldLots = old.OpenLots + addedLots;
        long openLots = isDone ? change.Order.QtyLots : old.OpenLots;
        OrderReport report = Report(old, OrderReportKind.Acknowledged, 0, heldLots - openLots, openLots);
        report.HasDroppedPrice = true;
        report.DroppedPriceTicks = isDone ? old.PriceTicks : change.Order.PriceTicks;
        _risk.OnReport(in report);
        old.OpenLots = openLots;
        old.PriceTicks = isDone ? change.Order.PriceTicks : old.PriceTicks;
        _twin.Scopes.RejectCounts[_twin.Scopes.StrategyName(old.Strategy)] = 0;
    }

    private void Remember(in EngineEvent order, in RiskMarket market, long addedLots, bool isNew)
    {
        var remembered = new TwinOrder
        {
            Intent = order,
            SentNs = _nowNs,
            Value = _twin.NotionalOf(in order, in market) * CampaignSetup.MicrosPerTickLot[order.InstrumentIndex],
            AddedLots = addedLots,
            IsNew = isNew,
            PriceTicks = order.Order.PriceTicks,
            OpenLots = order.Order.QtyLots,
        };
        _twin.Book.Sent.Add(remembered);
        _twin.Messages.Add(_nowNs);
        _twin.Scopes.OrderCounts[order.InstrumentIndex]++;
        if (isNew)
            _twin.Book.Open.Add(remembered);

        _twin.Book.Sent.RemoveAll(o => o.SentNs < _nowNs - 5_000_000_000);
        _twin.Messages.RemoveAll(ns => ns < _nowNs - 5_000_000_000);
    }

    private void AnswerOrder()
    {
        if (_twin.Book.Open.Count == 0)
            return;

        TwinOrder order = _twin.Book.Open[_random.Next(_twin.Book.Open.Count)];
        string strategy = _twin.Scopes.StrategyName(order.Strategy);
        switch (_random.Next(12))
        {
            case 0:
                Close(order, OrderStatus.Rejected);
                _twin.Scopes.RejectCounts[strategy]++;
                break;

            case 1 or 2 or 3:
                SendCancel(order);
                Close(order, OrderStatus.Canceled);
                break;

            case 4:
                OrderReport acknowledged = Report(order, OrderReportKind.Acknowledged, 0, 0, order.OpenLots);
                _risk.OnReport(in acknowledged);
                _twin.Scopes.RejectCounts[strategy] = 0;
                break;

            default:
                long lots = _random.Next(2) == 0 ? order.OpenLots : _random.NextInt64(1, order.OpenLots + 1);
                Fill(order, order.Side, lots, isForeign: false);
                break;
        }
    }

    private void SendCancel(TwinOrder order)
    {
        EngineEvent cancel = order.Intent;
        cancel.Kind = EventKind.CancelOrder;
        cancel.Order.OriginalOrderId = 1;
        RiskMarket market = _markets[order.Instrument] with { NowNs = _nowNs, VenueState = VenueState.LoggedOn };
        if (_risk.CheckAndReserve(in cancel, in market) != RiskVerdict.Accepted)
            throw new InvalidOperationException("a cancel was refused");

        _twin.Messages.Add(_nowNs);
    }

    private void Close(TwinOrder order, OrderStatus status)
    {
        OrderReport report = Report(order, OrderReportKind.Closed, 0, order.OpenLots, 0) with { Status = status };
        _risk.OnReport(in report);
        _twin.Book.Open.Remove(order);
    }

    /// <summary>A fill of what is open; or, foreign, one of lots that were never reserved: also how a bust comes.</summary>
    private void Fill(TwinOrder order, Side side, long lots, bool isForeign)
    {
        long openLots = isForeign ? order.OpenLots : order.OpenLots - lots;
        OrderReport report = Report(order, OrderReportKind.Filled, lots, isForeign ? -lots : 0, isForeign ? 0 : openLots);
        report.Side = side;
        report.FillPriceTicks = CampaignSetup.ReferenceTicks + _random.Next(-20, 20);
        Func<int, int, bool> own = (strategy, _) => strategy == order.Strategy;
        bool isFlat = _twin.Book.Position(own, order.Instrument) == 0;
        _risk.OnReport(in report);

        string strategy = _twin.Scopes.StrategyName(order.Strategy);
        _twin.Book.Book(order.Strategy, order.Instrument, lots * (int)side);
        _twin.Book.ExecutedToday.Add((
            order.Strategy, order.Instrument,
            lots * report.FillPriceTicks * CampaignSetup.MicrosPerTickLot[order.Instrument]));
        _twin.Scopes.TradeCounts[order.Instrument]++;
        _twin.Scopes.RejectCounts[strategy] = 0;
        if (isFlat && _twin.Book.Position(own, order.Instrument) != 0)
            _twin.Scopes.RepeatCounts[strategy]++;

        order.OpenLots = openLots;
        if (openLots == 0)
            _twin.Book.Open.Remove(order);
    }

    private void Timer()
    {
        for (int i = 0; i < _markets.Length; i++)
        {
            MoveMarket(i);
            RiskMarket market = _markets[i] with { NowNs = _nowNs, IsFit = _random.Next(8) > 0 };
            _risk.OnMarket(i, in market);
            if (!market.IsFit)
                continue;

            _twin.Book.Marks[i] = market.ReferencePriceTicks;
            long spread = market.BestAskTicks - market.BestBidTicks;
            ref long median = ref _twin.Scopes.MedianSpreads[i];
            median = median == 0 ? Math.Max(1, spread) : Math.Max(1, median + Math.Sign(spread - median));
            long close = _setup.Instruments[i].PreviousCloseTicks;
            if (close > 0 && market.LastTradeTicks * 10 <= close * 9)
                _twin.Scopes.IsShortRestricted[i] = true;
        }

        for (int i = 0; i < _profits.Length; i++)
            _risk.SetProfit(i, _profits[i]);

        _operatorSeenNs = _operatorSeenNs == 0 ? _nowNs : _operatorSeenNs;
        _risk.OnTimer(_nowNs);
        _twin.Scopes.TakeProfits(_profits, _twin.Limits);
        if (_setup.DeadManNs > 0 && _nowNs - _operatorSeenNs > _setup.DeadManNs && !_twin.Scopes.IsOrderedToHalt("firm"))
        {
            _twin.Scopes.Order("firm", TradingState.Halted);
            _twin.Scopes.IsDeadMan = true;
        }
    }

    private void Disturb(int roll)
    {
        _venue = roll == 0 ? VenueState.LoggedOn : VenueState.Ready;
        switch (roll)
        {
            case 0:
                break;

            case < 4:
                _profits[_random.Next(_profits.Length)] += _random.Next(-320_000, 260_000);
                break;

            case < 7:
                Order(_random.Next(3) == 0 ? CommandKind.ScopeHalt : CommandKind.ScopeReduce);
                break;

            case < 11:
                Order(CommandKind.ScopeResume);
                break;

            case < 16 when _twin.Book.Open.Count > 0:
                TwinOrder order = _twin.Book.Open[_random.Next(_twin.Book.Open.Count)];
                Fill(order, _random.Next(2) == 0 ? Side.Buy : Side.Sell, _random.Next(1, 20), isForeign: true);
                break;

            case < 18:
                SetLimit();
                break;

            case 18 when _random.Next(3) == 0:
                FlattenProfits();
                break;

            case 19 when _random.Next(12) == 0:
                NextDay();
                break;

            default:
                Obey(new EngineEvent { Command = new Command { Kind = CommandKind.OperatorAlive } });
                break;
        }
    }

    private void FlattenProfits()
    {
        foreach (ref long profit in _profits.AsSpan())
            profit /= 2;
    }

    private void NextDay()
    {
        _nowNs += 86_400_000_000_000 - (_nowNs % 86_400_000_000_000);
        Obey(new EngineEvent { Command = new Command { Kind = CommandKind.OperatorAlive } });
        for (int i = 0; i < _markets.Length; i++)
        {
            RiskMarket unfit = _markets[i] with { NowNs = _nowNs, IsFit = false };
            _risk.OnMarket(i, in unfit);
        }

        _twin.Book.ExecutedToday.Clear();
        _twin.Scopes.BeginDay();
    }

    private void Order(CommandKind kind)
    {
        RiskScope scope = (RiskScope)_random.Next(1, 10);
        if (scope == RiskScope.Cluster)
            return;

        bool isResumeOfAll = kind == CommandKind.ScopeResume;
        int first = isResumeOfAll ? (int)RiskScope.Firm : (int)scope;
        int last = isResumeOfAll ? (int)RiskScope.Instrument : (int)scope;
        for (int kindOfScope = first; kindOfScope <= last; kindOfScope++)
        {
            int count = _risk.Scopes.CountOf((RiskScope)kindOfScope);
            for (int i = 0; i < count; i++)
            {
                if (isResumeOfAll ? kindOfScope != (int)RiskScope.Cluster : i == _step % count)
                    Order(kind, (RiskScope)kindOfScope, i);
            }
        }
    }

    private void Order(CommandKind kind, RiskScope scope, int index)
    {
        EngineEvent command = default;
        command.Command.Kind = kind;
        command.Act.Scope = scope;
        command.Act.ScopeIndex = index;
        command.Act.Who[0] = (byte)'x';
        Obey(command);
        string name = _twin.Scopes.NameOf(scope, index);
        if (kind == CommandKind.ScopeResume)
            _twin.Scopes.Rearm(name);

        _twin.Scopes.Order(name, kind switch
        {
            CommandKind.ScopeHalt => TradingState.Halted,
            CommandKind.ScopeReduce => TradingState.Reducing,
            _ => TradingState.Active,
        });
    }

    private void SetLimit()
    {
        LimitSetting setting = _setup.Limits[_random.Next(_setup.Limits.Count)];
        if (setting.Hard < 100)
            return;

        long value = setting.Hard + _random.NextInt64(-setting.Hard / 10, setting.Hard / 10);
        EngineEvent command = default;
        command.Command.Kind = CommandKind.LimitSet;
        command.Command.Argument = value;
        command.Act.Scope = setting.Scope;
        command.Act.ScopeIndex = setting.ScopeIndex;
        command.Act.LimitCode = (byte)setting.Id;
        command.Act.Tier = LimitTier.Hard;
        Obey(command);
        _twin.Limits.Set(_twin.Scopes.NameOf(setting.Scope, setting.ScopeIndex), setting.Id, value);
    }

    private void Obey(EngineEvent command)
    {
        command.Kind = EventKind.Command;
        command.ReceiveTimestampNs = _nowNs;
        _risk.OnCommand(in command);
        _operatorSeenNs = _nowNs;
    }

    private EngineEvent NewOrder(int instrument)
    {
        EngineEvent order = default;
        if (_twin.Book.Sent.FindLast(o => o.Instrument == instrument) is { } last && _random.Next(9) == 0)
        {
            order = last.Intent; // Once more the same.
            order.ReceiveTimestampNs = _nowNs;
            return order;
        }

        order.Kind = EventKind.NewOrder;
        order.InstrumentIndex = instrument;
        order.Side = _random.Next(2) == 0 ? Side.Buy : Side.Sell;
        order.ReceiveTimestampNs = _random.Next(30) == 0 ? _nowNs - 1_000_000_000 : _nowNs;
        order.Order.StrategyIndex = (ushort)(_random.Next(12) == 0 ? ushort.MaxValue : _random.Next(3));
        order.Order.Type = _random.Next(6) == 0 ? OrderType.Market : OrderType.Limit;
        order.Order.TimeInForce = (TimeInForce)_random.Next(1, 5);
        order.Order.QtyLots = _random.Next(8) == 0 ? _random.Next(0, 64) : 5 * _random.Next(1, 8);
        if (order.Order.Type == OrderType.Limit)
        {
            int reach = _random.Next(10) == 0 ? 60 : 12;
            order.Order.PriceTicks = CampaignSetup.ReferenceTicks + (2 * _random.Next(-reach / 2, reach / 2)) -
                ((int)order.Side * 8) + (_random.Next(20) == 0 ? 1 : 0);
        }

        return order;
    }

    private void MoveMarket(int instrument)
    {
        int halfSpread = _random.Next(12) == 0 ? _random.Next(1, 14) : _random.Next(1, 3);
        long reference = CampaignSetup.ReferenceTicks + _random.Next(-6, 7);
        _markets[instrument] = new RiskMarket
        {
            NowNs = _nowNs,
            ReferencePriceTicks = reference,
            BestBidTicks = reference - halfSpread,
            BestAskTicks = reference + halfSpread,
            QuoteTimestampNs = _nowNs,
            LastTradeTicks = reference + (_random.Next(20) == 0 ? _random.Next(-60, 60) : _random.Next(-9, 9)),
            DepthLots = _random.Next(15) == 0 ? _random.Next(60, 200) : 400,
            SweepPriceTicks = reference + (_random.Next(8) == 0 ? _random.Next(10, 60) : 4),
            VenueState = _venue,
            IsFit = true,
        };
    }

    private RiskMarket Disturbed(RiskMarket market) => _random.Next(60) switch
    {
        0 => market with { IsFit = false },
        1 => market with { QuoteTimestampNs = _nowNs - 1_000_000_000 },
        _ => market with { QuoteTimestampNs = Math.Max(market.QuoteTimestampNs, _nowNs - 800_000_000) },
    };

    /// <summary>An instrument that no timer has valued yet is valued by its first order that comes so far.</summary>
    private void SetFirstMark(int instrument, in RiskMarket market)
    {
        if (_twin.Book.Marks[instrument] != 0)
            return;

        RiskMarket fit = market with { IsFit = true };
        _risk.OnMarket(instrument, in fit);
        _twin.Book.Marks[instrument] = market.ReferencePriceTicks;
        _twin.Scopes.MedianSpreads[instrument] = Math.Max(1, market.BestAskTicks - market.BestBidTicks);
        long close = _setup.Instruments[instrument].PreviousCloseTicks;
        _twin.Scopes.IsShortRestricted[instrument] = close > 0 && market.LastTradeTicks * 10 <= close * 9;
    }

    private string? Differs(Judgement expected, RiskVerdict verdict, long addedLots)
    {
        Seen[verdict] = Seen.GetValueOrDefault(verdict) + 1;
        string scope = verdict == RiskVerdict.Accepted || _risk.LastDenial.Row < 0
            ? ""
            : _risk.Scopes.NameOf(_risk.LastDenial.Row);
        if (expected.Verdict == verdict && expected.Scope == scope && HasTotal(expected.Total, verdict, addedLots))
            return null;

        return $"expected={expected}, verdict={verdict}, scope={scope}, values={_risk.LastDenial.Values.Used}+" +
            $"{_risk.LastDenial.Values.Change}>{_risk.LastDenial.Values.Limit}";
    }

    /// <summary>Where lots are told, position and open ones are, and the order's stand in the order.</summary>
    private bool HasTotal(long total, RiskVerdict verdict, long addedLots)
    {
        RiskDenial values = _risk.LastDenial.Values;
        bool isOfLots = verdict is RiskVerdict.PositionLimit or RiskVerdict.ShortSale;
        long told = values.Used + values.Change + (isOfLots ? addedLots : 0);
        return verdict == RiskVerdict.Accepted || total == 0 || total == told;
    }

    private string? Compare()
    {
        for (int i = 0; i < _setup.Instruments.Count; i++)
        {
            Exposure held = _risk.ExposureOf(i);
            var expected = (
                _twin.Book.Position(Twin.Everything, i), _twin.Book.OpenLots(Twin.Everything, i, Side.Buy),
                _twin.Book.OpenLots(Twin.Everything, i, Side.Sell));
            if (expected != (held.PositionLots, held.OpenBuyLots, held.OpenSellLots))
                return $"instrument={i}, expected={expected}, position={held.PositionLots}";
        }

        TwinBook.Sums sums = _twin.Book.SumsOf(Twin.Everything);
        ScopeRow firm = _risk.ScopeOf(0);
        bool isEqual = sums.Gross == firm.GrossMicros && sums.Up == firm.NetUpMicros &&
            sums.Down == firm.NetDownMicros && sums.Open == firm.OpenMicros && sums.Margin == firm.MarginMicros &&
            _twin.Book.Open.Count == firm.OpenOrderCount;
        return isEqual ? null : $"firm: expected gross={sums.Gross}, has gross={firm.GrossMicros}";
    }

    private static OrderReport Report(
        TwinOrder order, OrderReportKind kind, long filledLots, long releasedLots, long openLots) => new()
    {
        OrderId = 1,
        InstrumentIndex = order.Instrument,
        StrategyIndex = order.Intent.Order.StrategyIndex,
        Side = order.Side,
        Kind = kind,
        Status = OrderStatus.New,
        PriceTicks = order.PriceTicks,
        FilledLots = filledLots,
        ReleasedLots = releasedLots,
        OpenLots = openLots,
        ReservedLots = openLots,
    };
}
