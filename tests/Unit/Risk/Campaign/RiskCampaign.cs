using System;
using System.Collections.Generic;
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
    private readonly SelfTradePlan _plan = new(capacity: 64);
    private readonly Twin _twin;
    private readonly long[] _profits;
    private readonly CampaignMarkets _markets;
    private readonly CampaignSource _source;
    private readonly CampaignOperator _operator;
    private readonly CampaignVenue _answers;
    private long _nowNs = 86_400_000_000_000;
    private VenueState _venue = VenueState.Ready;
    private int _step;

    /// <param name="seed">Of everything.</param>
    /// <param name="focus">Changes what both are told; null for nothing.</param>
    /// <param name="sabotage">Changes what the gate is told, not the twin; null for nothing.</param>
    /// <param name="without">What the twin forgets.</param>
    public RiskCampaign(
        int seed, Func<RiskSetup, RiskSetup>? focus = null, Func<RiskSetup, RiskSetup>? sabotage = null,
        GateRule without = GateRule.None)
    {
        _random = new Random(seed);
        _setup = CampaignSetup.Create(_random);
        _setup = focus is null ? _setup : focus(_setup);
        _risk = new PreTradeRisk(sabotage is null ? _setup : sabotage(_setup));
        _twin = new Twin(_setup, without);
        _profits = new long[_setup.Strategies.Count + 1];
        _markets = new CampaignMarkets(_random, _setup, _risk, _twin);
        _source = new CampaignSource(_random, _twin.Book);
        _operator = new CampaignOperator(_random, _setup, _risk, _twin);
        _answers = new CampaignVenue(_random, _setup, _risk, _twin);
        for (int i = 0; i < _setup.Instruments.Count; i++)
            _markets.Move(i, _nowNs);
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
            _answers.Answer(_nowNs);
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
            _markets.Move(instrument, _nowNs);

        EngineEvent order = _source.Order(instrument, _nowNs);
        RiskMarket market = _markets[instrument] with { NowNs = _nowNs, VenueState = _venue };
        market = _source.Disturbed(market, _nowNs);
        _markets.SetFirstMark(instrument, in market);
        var way = new TwinSelfTrade(_setup, _twin, order, isNew: true);
        if (way.DifferenceTo(_risk, _plan, _twin, order) is { } otherPlan)
            return otherPlan;

        if (way.IsOverlooked)
            order.Order.QtyLots = way.LeftLots;

        Func<RiskVerdict> judge = () => _risk.CheckAndReserve(in order, in market);
        if (Judge(order, in market, (order.Order.QtyLots, true, way.IsOverlooked), judge) is not { } judged)
            return null;

        if (judged.Difference is not null)
            return judged.Difference;

        if (judged.Verdict == RiskVerdict.Accepted)
        {
            if (_random.Next(40) == 0)
                _risk.Withdraw(in order, RiskVerdict.OrderTableFull);
            else
                Remember(order, in market, order.Order.QtyLots, isNew: true);
        }

        string? difference = way.IsPlanned && judged.Verdict == way.Planned ? GiveWay(way) : null;
        return difference ?? Compare();
    }

    /// <summary>Both say their verdicts; null where the last digits of a double decide.</summary>
    private (RiskVerdict Verdict, string? Difference)? Judge(
        EngineEvent order, in RiskMarket market, (long AddedLots, bool IsNew, bool IsOverlooked) how,
        Func<RiskVerdict> judge)
    {
        _twin.OverlooksOwn = how.IsOverlooked;
        Judgement expected = _twin.Judge(in order, in market, how.AddedLots, how.IsNew);
        _twin.OverlooksOwn = false;
        if (_twin.IsVolatilityInDoubt(in order, how.AddedLots))
            return null;

        _twin.ClockNs = _nowNs;
        _risk.SelfTrades.Overlooked = how.IsOverlooked;
        RiskVerdict verdict = judge();
        _risk.SelfTrades.Overlooked = false;
        return (verdict, Differs(expected, verdict, how.AddedLots));
    }

    /// <summary>Cancels and shrinks what gives way; some cancels are answered later.</summary>
    private string? GiveWay(TwinSelfTrade way)
    {
        foreach ((TwinOrder order, long leftLots) in way.Acts())
        {
            if (leftLots > 0)
            {
                if (Change(order, order.PriceTicks, leftLots) is { } difference)
                    return difference;

                continue;
            }

            _answers.Cancel(order, _nowNs);
            order.IsLeaving = _random.Next(3) == 0;
            if (!order.IsLeaving)
                _answers.Close(order, OrderStatus.Canceled);
        }

        return null;
    }

    private string? ChangeOrder()
    {
        if (_twin.Book.Open.Count == 0)
            return null;

        TwinOrder old = _twin.Book.Open[_random.Next(_twin.Book.Open.Count)];
        if (old.Intent.Order.Type != OrderType.Limit)
            return null;

        return Change(old, old.PriceTicks + _random.Next(-4, 5), _random.Next(1, 60)) ?? Compare();
    }

    private string? Change(TwinOrder old, long priceTicks, long qtyLots)
    {
        EngineEvent change = old.Intent;
        change.Kind = EventKind.ReplaceOrder;
        change.ReceiveTimestampNs = _nowNs;
        change.Order.PriceTicks = priceTicks;
        change.Order.QtyLots = qtyLots;
        RiskMarket market = _markets[old.Instrument] with { NowNs = _nowNs, VenueState = _venue };
        long addedLots = Math.Max(0, qtyLots - old.OpenLots);
        var way = new TwinSelfTrade(_setup, _twin, change, isNew: false);
        if (way.DifferenceTo(_risk, _plan, _twin, change) is { } otherPlan)
            return otherPlan;

        Func<RiskVerdict> judge = () => _risk.CheckChangeAndReserve(in change, old.OpenLots, in market);
        if (Judge(change, in market, (addedLots, false, way.IsOverlooked), judge) is not { } judged)
            return null;

        if (judged.Difference is not null)
            return judged.Difference;

        if (judged.Verdict == RiskVerdict.Accepted && _random.Next(20) == 0)
        {
            _risk.Withdraw(in change, RiskVerdict.UnknownOrder);
        }
        else if (judged.Verdict == RiskVerdict.Accepted)
        {
            Remember(change, in market, addedLots, isNew: false);
            _answers.AnswerChange(old, in change, addedLots);
        }

        return way.IsPlanned && judged.Verdict == way.Planned ? GiveWay(way) : null;
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
            Closes = _twin.Legs.Closes(in order),
            PriceTicks = order.Order.PriceTicks,
            OpenLots = order.Order.QtyLots,
        };
        _twin.Book.Sent.Add(remembered);
        _twin.Windows.Messages.Add(_nowNs);
        _twin.Scopes.OrderCounts[order.InstrumentIndex]++;
        if (isNew)
            _twin.Book.Open.Add(remembered);

        _twin.Windows.Forget(_nowNs - 5_000_000_000);
    }

    private void Timer()
    {
        _twin.ClockNs = _nowNs;
        _markets.OnTimer(_nowNs);
        for (int i = 0; i < _profits.Length; i++)
            _risk.SetProfit(i, _profits[i]);

        _operator.SeenNs = _operator.SeenNs == 0 ? _nowNs : _operator.SeenNs;
        _risk.OnTimer(_nowNs);
        _twin.Scopes.TakeProfits(_profits, _twin.Limits);
        bool isSilent = _setup.DeadManNs > 0 && _nowNs - _operator.SeenNs > _setup.DeadManNs;
        if (isSilent && !_twin.Scopes.IsOrderedToHalt("firm"))
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
                _operator.Order(
                    _random.Next(3) == 0 ? CommandKind.ScopeHalt : CommandKind.ScopeReduce, _nowNs);
                break;

            case < 11:
                _operator.Order(CommandKind.ScopeResume, _nowNs);
                break;

            case < 13:
                _answers.FillForeign();
                break;

            case < 16:
                _answers.Correct();
                break;

            case < 18:
                _operator.SetLimit(_nowNs);
                break;

            case 18 when _random.Next(3) == 0:
                FlattenProfits();
                break;

            case 20:
                TellPhase();
                break;

            case 19 when _random.Next(12) == 0:
                NextDay();
                break;

            default:
                _operator.GiveSignOfLife(_nowNs);
                break;
        }
    }

    /// <summary>The venue tells a phase, or is lost with what it told.</summary>
    private void TellPhase()
    {
        SessionPhase? phase = _random.Next(3) != 0 ? null : (SessionPhase)_random.Next(6);
        if (phase == SessionPhase.Closed && _random.Next(4) != 0)
            phase = SessionPhase.Continuous; // Nothing would be learnt until the next word.

        _twin.Auctions.Tell(_setup.Instruments, phase, _nowNs);
        if (phase is { } begun)
            _risk.Phases.Tell(instrumentIndex: -1, begun, _nowNs);
        else
            _risk.Phases.Forget();
    }

    private void FlattenProfits()
    {
        foreach (ref long profit in _profits.AsSpan())
            profit /= 2;
    }

    private void NextDay()
    {
        _nowNs += 86_400_000_000_000 - (_nowNs % 86_400_000_000_000);
        _operator.GiveSignOfLife(_nowNs);
        _markets.BeginDay(_nowNs);
        _twin.ClockNs = _nowNs;
        _twin.Book.BeginDay();
        _twin.Scopes.BeginDay();
    }

    private string? Differs(Judgement expected, RiskVerdict verdict, long addedLots)
    {
        Seen[verdict] = Seen.GetValueOrDefault(verdict) + 1;
        return expected.DifferenceTo(_risk, verdict, addedLots);
    }

    private string? Compare() => CampaignComparison.DifferenceOf(_risk, _twin, _step);
}
