using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Controls 1, 3, 6, 7, 14 and 15, and the states that 25, 26 and 27 set: whether anything may be sent at all, before
/// the order is looked at.
/// </summary>
internal sealed class AccessChecks(RiskState state, Denials denials)
{
    public RiskVerdict Check(in EngineEvent intent, in RiskMarket market, long nowNs)
    {
        RiskVerdict verdict = CheckStates(in intent);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        if (instrument.Restriction == TradeRestriction.NoTrade)
            return denials.Refuse(RiskVerdict.Restricted, instrument.Row);

        if (!state.Permissions.IsAllowed(intent.Order.StrategyIndex, intent.InstrumentIndex))
            return denials.Refuse(RiskVerdict.Unauthorised, state.PathOf(intent.Order.StrategyIndex)[3]);

        if (instrument.Phase == SessionPhase.Closed)
            return denials.Refuse(RiskVerdict.SessionClosed, instrument.Row);

        verdict = CheckMarket(in market, ref instrument, nowNs);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        long ageNs = nowNs - intent.ReceiveTimestampNs;
        if (state.Limits.IsBeyond(instrument.Row, LimitId.SignalAge, ageNs))
            return Refuse(RiskVerdict.SignalStale, instrument.Row, LimitId.SignalAge, ageNs);

        return market.IsVenueReady ? RiskVerdict.Accepted : denials.Refuse(RiskVerdict.VenueNotReady);
    }

    /// <summary>First row of the order's that is halted, or -1.</summary>
    /// <param name="strategyIndex">Of the order.</param>
    /// <param name="instrumentIndex">Of the order.</param>
    /// <param name="isFlattening">The halts of breakers do not count: later the order must reduce.</param>
    public int FindHalted(ushort strategyIndex, int instrumentIndex, bool isFlattening)
    {
        ref readonly ScopePath path = ref state.PathOf(strategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            if (IsHalted(path[i], isFlattening))
                return path[i];
        }

        ref InstrumentRow instrument = ref state.Instruments[instrumentIndex];
        if (IsHalted(instrument.VenueRow, isFlattening))
            return instrument.VenueRow;

        if (IsHalted(instrument.SectorRow, isFlattening))
            return instrument.SectorRow;

        if (IsHalted(instrument.CurrencyRow, isFlattening))
            return instrument.CurrencyRow;

        return IsHalted(instrument.Row, isFlattening) ? instrument.Row : -1;
    }

    private bool IsHalted(int row, bool isFlattening)
    {
        ref readonly ScopeRow scope = ref state.Rows[row];
        return scope.State == TradingState.Halted && !(isFlattening && scope.IsHaltedByLoss);
    }

    /// <summary>The firm's halt before all: it is told even of an instrument that there is none of.</summary>
    private RiskVerdict CheckStates(in EngineEvent intent)
    {
        bool isFlattening = (intent.Flags & EventFlags.Flattens) != EventFlags.None;
        if (IsHalted(0, isFlattening))
            return denials.Refuse(state.Rows[0].Cause, row: 0);

        if ((uint)intent.InstrumentIndex >= (uint)state.InstrumentCount)
            return denials.Refuse(RiskVerdict.UnknownInstrument);

        int halted = FindHalted(intent.Order.StrategyIndex, intent.InstrumentIndex, isFlattening);
        return halted < 0 ? RiskVerdict.Accepted : denials.Refuse(state.Rows[halted].Cause, halted);
    }

    private RiskVerdict CheckMarket(in RiskMarket market, ref InstrumentRow instrument, long nowNs)
    {
        if (!market.IsFit)
            return denials.Refuse(RiskVerdict.MarketDataUnfit, instrument.Row);

        LimitTable limits = state.Limits;
        long ageNs = nowNs - market.QuoteTimestampNs;
        if (limits.IsBeyond(instrument.Row, LimitId.ReferenceAge, ageNs))
            return Refuse(RiskVerdict.ReferenceStale, instrument.Row, LimitId.ReferenceAge, ageNs);

        // A spread that nobody told is no reason to trade.
        long spreadTicks = market.HasTop ? market.BestAskTicks - market.BestBidTicks : LimitCell.Off - 1;
        if (limits.IsBeyond(instrument.Row, LimitId.Spread, spreadTicks))
            return Refuse(RiskVerdict.MarketDataUnreasonable, instrument.Row, LimitId.Spread, spreadTicks);

        if (limits.IsSet(instrument.Row, LimitId.SpreadToMedian))
        {
            long medianTicks = Math.Max(1, instrument.MedianSpreadTicks);
            long ratio = market.HasTop ? (spreadTicks + medianTicks - 1) / medianTicks : spreadTicks;
            if (limits.IsBeyond(instrument.Row, LimitId.SpreadToMedian, ratio))
                return Refuse(RiskVerdict.MarketDataUnreasonable, instrument.Row, LimitId.SpreadToMedian, ratio);
        }

        if (!limits.IsSet(instrument.Row, LimitId.LastTradeDistance))
            return RiskVerdict.Accepted;

        long distanceTicks = market.LastTradeTicks == 0
            ? LimitCell.Off - 1
            : Math.Abs(market.LastTradeTicks - market.ReferencePriceTicks);
        return limits.IsBeyond(instrument.Row, LimitId.LastTradeDistance, distanceTicks)
            ? Refuse(RiskVerdict.MarketDataUnreasonable, instrument.Row, LimitId.LastTradeDistance, distanceTicks)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict Refuse(RiskVerdict verdict, int row, LimitId id, long used) =>
        denials.Refuse(verdict, row, new RiskDenial { Used = used, Limit = state.Limits.Hard(row, id) });
}
