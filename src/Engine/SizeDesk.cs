using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Tells strategies how much to enter with (spec 1.4): with each timer the smallest of what their rules make of the
/// equity and the market, of the liquidity and of what the limits leave, rounded down to the quantity step; 0 without a
/// fresh market or bars enough. Measures bars of the mid. Decision thread only; O(sized strategies) an input, nothing
/// where there are none; 0 bytes.
/// </summary>
/// <remarks>
/// A strategy decides by what it was told with the timer before, so that reading a size costs it nothing; what has
/// moved since the gate judges as ever. Equity is the strategy's capital and profit, or its account's where it has no
/// capital of its own.
/// </remarks>
public sealed class SizeDesk
{
    private const int GateOpinions = 2; // Liquidity, limits.
    private const int OpinionsMax = SizeMeasures.OpinionsMax + GateOpinions + 1; // The last is of the probability.

    private readonly DecisionState _state;
    private readonly SizeTable _table;
    private readonly SizeLine[] _lines;

    internal SizeDesk(DecisionState state, EngineConfiguration configuration, SizeTable table)
    {
        _state = state;
        _table = table;
        var lines = new List<SizeLine>();
        for (int strategy = 0; strategy < configuration.Sizes.Count; strategy++)
        {
            if (configuration.Sizes[strategy] is { } rules)
                lines.Add(LineOf(state, configuration, (ushort)strategy, rules));
        }

        _lines = [.. lines];
        foreach (SizeLine line in _lines)
            table.SetSizer(line.OwnerOf(Side.Buy), line);

        Tell();
    }

    /// <summary>Strategies that are sized, in their order.</summary>
    public int Count => _lines.Length;

    /// <summary>What a sized strategy was told last.</summary>
    public ToldSize Told(int line, Side side) => _lines[line].Told(side);

    /// <summary>What it stakes, micro-units of the base currency.</summary>
    public long EquityMicros(int line) => _lines[line].EquityMicros;

    /// <summary>Works on one input, after risk was told how markets and profits stand.</summary>
    public void OnEvent(in EngineEvent e)
    {
        if (_lines.Length == 0)
            return;

        switch (e.Kind)
        {
            case EventKind.Quote:
            case EventKind.BookUpdate when (e.Flags & EventFlags.EndOfMessage) != EventFlags.None:
                TakePrice(e.InstrumentIndex, e.ReceiveTimestampNs);
                break;

            case EventKind.Timer:
                Size(e.ReceiveTimestampNs);
                break;

            case EventKind.EngineStart:
                Forget();
                break;

            default:
                break; // Nothing else moves a mid; equity and limits are looked at with the next timer.
        }
    }

    /// <summary>Saves, loads or hashes what was measured and told; nothing where no strategy is sized.</summary>
    public void Transfer(ref StateTransfer state)
    {
        foreach (SizeLine line in _lines)
            line.Transfer(ref state);

        if (state.IsLoading)
            Tell();
    }

    private static SizeLine LineOf(
        DecisionState state, EngineConfiguration configuration, ushort strategyIndex, SizeRules rules)
    {
        RiskSetup setup = configuration.Risk.Setup;
        int instrument = configuration.Strategies[strategyIndex].InstrumentIndex;
        bool hasCapital = setup.Capital.Any(c => c.Scope == RiskScope.Strategy && c.ScopeIndex == strategyIndex);
        return new SizeLine(rules, strategyIndex, instrument)
        {
            EquityRow = hasCapital
                ? state.Risk.Scopes.TryRowOf(RiskScope.Strategy, strategyIndex)
                : state.Risk.Scopes.TryRowOf(RiskScope.Account, setup.Strategies[strategyIndex].AccountIndex),
            StepLots = setup.Instruments[instrument].QtyStepLots,
        };
    }

    private void TakePrice(int instrumentIndex, long nowNs)
    {
        foreach (SizeLine line in _lines)
        {
            if (line.InstrumentIndex != instrumentIndex || line.Meter is null)
                continue;

            InstrumentState market = _state.Analysis[instrumentIndex];
            var midTicks = (long)market.MidTicks;
            if (market.IsFit && midTicks > 0)
                line.Meter.OnPrice(midTicks, nowNs);
        }
    }

    /// <summary>The market of an earlier life is not this one's; its bars go on as over any pause.</summary>
    private void Forget()
    {
        foreach (SizeLine line in _lines)
        {
            line.Told(Side.Buy) = default;
            line.Told(Side.Sell) = default;
        }

        Tell();
    }

    private void Size(long nowNs)
    {
        foreach (SizeLine line in _lines)
            Size(line, nowNs);

        Tell();
    }

    private void Size(SizeLine line, long nowNs)
    {
        ref readonly ScopeRow staked = ref _state.Risk.ScopeOf(line.EquityRow);
        line.EquityMicros = staked.CapitalMicros + staked.ProfitMicros;
        RiskMarket buyMarket = MarketOf(line.OwnerOf(Side.Buy), nowNs);
        bool isFresh = IsFresh(line.InstrumentIndex, in buyMarket);
        if (!isFresh || !line.HasBars)
        {
            SizeBound bound = isFresh ? SizeBound.NoBars : SizeBound.NoMarket;
            Set(line, Side.Buy, new ToldSize { Bound = bound });
            Set(line, Side.Sell, new ToldSize { Bound = bound });
            return;
        }

        Span<SizeOpinion> opinions = stackalloc SizeOpinion[OpinionsMax];
        var measures = new SizeMeasures(
            line.EquityMicros,
            _state.Risk.SizeRooms.MicrosPerTickLot(line.InstrumentIndex),
            buyMarket.ReferencePriceTicks);
        int count = measures.Write(line.Rules, line.Meter, ref line.SteadyLots, opinions);
        RiskMarket sellMarket = MarketOf(line.OwnerOf(Side.Sell), nowNs);
        opinions = opinions[..(count + GateOpinions + 1)];
        Set(line, Side.Buy, Smallest(line, Side.Buy, in buyMarket, opinions));
        Set(line, Side.Sell, Smallest(line, Side.Sell, in sellMarket, opinions));
    }

    /// <summary>What the strategy stated outlives what it is told.</summary>
    private static void Set(SizeLine line, Side side, ToldSize told)
    {
        told.Probability = line.Told(side).Probability;
        line.Told(side) = told;
    }

    /// <param name="line">Whose.</param>
    /// <param name="side">On which side.</param>
    /// <param name="market">With the depth of that side.</param>
    /// <param name="opinions">Those of the rules, and places for the gate's and that of the probability.</param>
    private ToldSize Smallest(SizeLine line, Side side, in RiskMarket market, Span<SizeOpinion> opinions)
    {
        SizeRoom room = _state.Risk.SizeRooms.Of(line.OwnerOf(side), in market);
        opinions[^3] = new SizeOpinion(SizeBound.Liquidity, room.Liquidity.Lots);
        opinions[^2] = new SizeOpinion(SizeBound.RemainingLimit, room.Limits.Lots);
        SizeAnswer sure = PositionSizing.Smallest(opinions[..^1], line.StepLots);
        SizeAnswer answer = sure;
        if (line.Rules.MetaLabel is { } label)
        {
            opinions[^1] = label.At(line.Told(side).Probability);
            answer = PositionSizing.Smallest(opinions, line.StepLots);
        }

        if (answer.QtyLots > 0 && answer.QtyLots < room.LeastLots)
            answer = new SizeAnswer(0, SizeBound.LeastOrder);

        LimitRoom limit = answer.Bound == SizeBound.Liquidity ? room.Liquidity : room.Limits;
        return new ToldSize
        {
            Lots = answer.QtyLots,
            OtherLots = sure.QtyLots,
            LeastLots = room.LeastLots,
            LimitRow = limit.Row,
            Limit = limit.Id,
            Bound = answer.Bound,
        };
    }

    /// <summary>As an order would be judged by: unfit also where the rate of a currency is not fresh.</summary>
    private RiskMarket MarketOf(in OrderOwner owner, long nowNs)
    {
        EngineEvent wish = default;
        wish.Kind = EventKind.NewOrder;
        wish.InstrumentIndex = owner.InstrumentIndex;
        wish.Side = owner.Side;
        wish.Order.StrategyIndex = owner.StrategyIndex;
        wish.Order.Type = OrderType.Limit;
        return _state.RiskFeed.MarketOf(in wish, nowNs);
    }

    /// <summary>No older than the limit of a reference's age, where there is one.</summary>
    private bool IsFresh(int instrumentIndex, in RiskMarket market)
    {
        int row = _state.Risk.Scopes.TryRowOf(RiskScope.Instrument, instrumentIndex);
        bool isRecent = market.NowNs - market.QuoteTimestampNs <= _state.Risk.Limits[row, LimitId.ReferenceAge].Hard;
        return market.IsFit && market.ReferencePriceTicks > 0 && isRecent;
    }

    private void Tell()
    {
        foreach (SizeLine line in _lines)
        {
            _table.Set(line.OwnerOf(Side.Buy), line.Told(Side.Buy).Lots);
            _table.Set(line.OwnerOf(Side.Sell), line.Told(Side.Sell).Lots);
        }
    }
}
