using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>What the gate is made of beside the state.</summary>
internal sealed record GateParts(OwnOrders Own, VolumeWindows Windows, Portfolio Portfolio, Denials Denials)
{
    public required OrderImpact Impact { get; init; }

    public required RejectStorms Storms { get; init; }
}

/// <summary>
/// All checks of an order in one pass, cheapest and most final first, and always in this order, so that a replay gives
/// the same reason. Decision thread only; 0 bytes.
/// </summary>
/// <remarks>
/// <code>
///   access    kill switch and states of all scopes, restriction, authorisation, session, market data, signal, venue
///   shape     quantity, steps, price, order kind, static and dynamic band, notional, liquidity, sweep
///   position  reducing, short sale, position, concentration, open orders, volume, order to trade, self-trade,
///             duplicates
///   scopes    firm, venue, sector, currency, account, trader, strategy: value, credit, gross, net, margin, window,
///             open orders, rate; then repeated executions, rejects, stress, sensitivity, cluster, volatility
///   session   messages to the venue (PreTradeRisk)
/// </code>
/// </remarks>
internal sealed class Gate
{
    private readonly RiskState _state;
    private readonly GateParts _parts;
    private readonly AccessChecks _access;
    private readonly ShapeChecks _shape;
    private readonly PositionChecks _position;
    private readonly ScopeChecks _scopes;

    public Gate(RiskState state, GateParts parts)
    {
        _state = state;
        _parts = parts;
        _access = new AccessChecks(state, parts.Denials);
        _shape = new ShapeChecks(state, parts.Denials);
        _position = new PositionChecks(state, parts.Own, parts.Denials);
        _scopes = new ScopeChecks(state, parts.Portfolio, parts.Denials);
    }

    /// <summary>What the order judged last makes of its scopes, where it came that far.</summary>
    public OrderImpact Impact => _parts.Impact;

    /// <summary>Scopes that have sums; their rows come first.</summary>
    private int ScopeCount => _state.Map.FirstRowOf(RiskScope.Instrument);

    public RiskVerdict Check(in EngineEvent intent, in RiskMarket market, in Demand demand, RiskClock clock)
    {
        _state.Limits.BeginCheck();
        RiskVerdict verdict = _access.Check(in intent, in market, clock.NowNs);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        if (_state.Instruments[intent.InstrumentIndex].MarkTicks == 0)
            _state.SetMark(intent.InstrumentIndex, market.ReferencePriceTicks);

        verdict = _shape.Check(in intent, in market, out Int128 notionalTickLots);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        verdict = _position.Check(in intent, in market, in demand, clock);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        long valueMicros = _state.Instruments[intent.InstrumentIndex].Rate.MicrosOf(notionalTickLots);
        Impact.Take(new OrderPlaces(_state, _parts.Own, in intent), in intent, in demand, valueMicros);
        LegWorth.Judge(_state, in intent, in demand, Impact);
        return _scopes.Check(in intent, in demand, Impact, clock);
    }

    /// <summary>Whether the order passes every check and nothing is warned of.</summary>
    public bool Confirms(in EngineEvent intent, in RiskMarket market, in Demand demand, RiskClock clock) =>
        Check(in intent, in market, in demand, clock) == RiskVerdict.Accepted && !_state.Limits.HasWarned;

    public bool IsHaltedFor(ushort strategyIndex, int instrumentIndex) =>
        _access.FindHalted(strategyIndex, instrumentIndex, isFlattening: false) >= 0;

    public bool MayFlatten(ushort strategyIndex, int instrumentIndex) =>
        _access.FindHalted(strategyIndex, instrumentIndex, isFlattening: true) < 0;

    public void BeginDay()
    {
        foreach (ref ScopeRow row in _state.Rows.AsSpan())
            row.SetExecuted(0);
    }

    /// <summary>Another life's clock: what was counted by time says nothing any more.</summary>
    public void ForgetTimes()
    {
        _parts.Windows.Clear();
        _parts.Storms.Clear();
        foreach (ref ScopeRow row in _state.Rows.AsSpan())
        {
            row.Sums.WindowMicros = 0;
            row.WindowBucket = 0;
            row.RateReadyNs = 0;
        }

        foreach (ref InstrumentRow instrument in _state.Instruments.AsSpan())
        {
            instrument.WindowLots = 0;
            instrument.WindowBucket = 0;
            instrument.PhaseEndNs = 0;
            instrument.IsPhaseTold = false;
        }
    }

    /// <summary>
    /// Drops what is too old from the sums of all windows, where time went on to another bucket: O(rows), else nothing.
    /// </summary>
    public void RollWindows(long bucket)
    {
        if (_state.Rows[0].WindowBucket == bucket)
            return; // All are rolled together.

        SettleWindows();
        for (int i = 0; i < ScopeCount; i++)
        {
            ref ScopeRow row = ref _state.Rows[i];
            _parts.Windows.Roll(i, bucket, ref row.Sums.WindowMicros, ref row.WindowBucket);
        }

        foreach (ref InstrumentRow row in _state.Instruments.AsSpan())
            _parts.Windows.Roll(row.Row, bucket, ref row.WindowLots, ref row.WindowBucket);
    }

    /// <summary>Orders add to the sums of windows alone; the buckets follow before they are kept. O(rows).</summary>
    public void SettleWindows()
    {
        for (int i = 0; i < ScopeCount; i++)
        {
            ref readonly ScopeRow row = ref _state.Rows[i];
            _parts.Windows.Settle(i, row.Sums.WindowMicros, row.WindowBucket);
        }

        foreach (ref readonly InstrumentRow row in _state.Instruments.AsSpan())
            _parts.Windows.Settle(row.Row, row.WindowLots, row.WindowBucket);
    }

    /// <summary>How much of a limit is used; 0 for limits of single orders and of the market.</summary>
    public long UsedOf(int rowIndex, LimitId id, RiskClock clock)
    {
        long bucket = clock.Bucket;
        ref ScopeRow row = ref _state.Rows[rowIndex];
        (RiskScope scope, int scopeIndex) = _state.Map.ScopeOf(rowIndex);
        if (id == LimitId.OrdersPerSecond)
            return ScopeChecks.RateUsed(in row, clock.NowNs);

        if (scope == RiskScope.Instrument)
            return UsedOfInstrument(scopeIndex, id, bucket);

        return id switch
        {
            LimitId.Credit => row.Sums.CreditMicros,
            LimitId.GrossExposure => row.GrossMicros,
            LimitId.NetExposure => Math.Max(row.Sums.NetLongMicros, row.Sums.NetShortMicros),
            LimitId.Margin => row.Sums.MarginMicros,
            LimitId.WindowValue => bucket - row.WindowBucket < RiskClock.BucketCount ? row.Sums.WindowMicros : 0,
            LimitId.OpenOrders => row.OpenOrderCount,
            LimitId.RepeatedExecutions => row.RepeatCount,
            LimitId.RejectsInRow => row.RejectCount,
            LimitId.RejectsInWindow => _parts.Storms.CountOf(rowIndex, bucket),
            LimitId.Volatility => (long)(Math.Sqrt(_parts.Portfolio.Variance) * 1e6),
            LimitId.Stress => _state.FirmSum.StressMicros,
            LimitId.Sensitivity =>
                Math.Max(_state.FirmSum.SensitivityUpMicros, -_state.FirmSum.SensitivityDownMicros),
            LimitId.LossWarn or LimitId.LossReduce or LimitId.LossHalt => row.DayStartMicros - row.ProfitMicros,
            LimitId.DrawdownWarn or LimitId.DrawdownReduce or LimitId.DrawdownHalt =>
                Breakers.DrawdownBasisPoints(in row),
            _ => 0,
        };
    }

    private long UsedOfInstrument(int instrumentIndex, LimitId id, long bucket)
    {
        ref readonly Exposure exposure = ref _state.ExposureOf(0, instrumentIndex);
        ref InstrumentRow row = ref _state.Instruments[instrumentIndex];
        bool hasShort = _state.Limits.StandsIn(row.Row, LimitId.ShortPosition);
        long longLots = exposure.WorstPositionLots(Side.Buy, 0);
        long shortLots = exposure.WorstPositionLots(Side.Sell, 0);
        return id switch
        {
            LimitId.Position => hasShort ? longLots : Math.Max(longLots, shortLots),
            LimitId.ShortPosition or LimitId.Locate => shortLots,
            LimitId.GrossExposure => row.Lot.Of(Math.Max(longLots, shortLots)),
            LimitId.OpenOrders => exposure.OpenOrderCount,
            LimitId.WindowQty => bucket - row.WindowBucket < RiskClock.BucketCount ? row.WindowLots : 0,
            LimitId.OrderToTrade => (row.OrderCount + row.TradeCount) / (row.TradeCount + 1),
            _ => 0,
        };
    }
}
