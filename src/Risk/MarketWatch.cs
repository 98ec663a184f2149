using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the gate knows of markets beyond the moment: marks, the usual spread, the dynamic collar, the phase of the
/// session, short sale restrictions. Brought up to date by timers, never by orders. Decision thread only; 0 bytes.
/// </summary>
internal sealed class MarketWatch
{
    private const double Decay = 0.97; // Of the variance, a second: half of it is 23 seconds old.
    private const long NsPerSecond = 1_000_000_000;

    private readonly RiskState _state;
    private readonly RiskSetup _setup;
    private readonly Portfolio _portfolio;
    private readonly Sample[] _samples;
    private readonly CurrencyRates _rates;

    public MarketWatch(RiskState state, RiskSetup setup, Portfolio portfolio)
    {
        _state = state;
        _setup = setup;
        _portfolio = portfolio;
        _samples = new Sample[state.InstrumentCount];
        _rates = new CurrencyRates(state, setup.LiveRates);
        Balances = new AccountBalances(state, setup);
        Phases = new MarketPhases(state, setup);
    }

    /// <summary>The phase of every instrument.</summary>
    public MarketPhases Phases { get; }

    /// <summary>What balances in other currencies are worth.</summary>
    public AccountBalances Balances { get; }

    /// <summary>Takes in how a market stands. Unfit markets leave everything as it was, but for the phase.</summary>
    public void OnMarket(int instrument, in RiskMarket market)
    {
        Phases.Update(instrument, market.NowNs);
        if (!market.IsFit)
            return;

        SetMark(instrument, market.ReferencePriceTicks);
        if (_rates.OnMarket(instrument, market.ReferencePriceTicks))
            TakePositions();

        Balances.OnMarket(instrument, market.ReferencePriceTicks);
        ref InstrumentRow row = ref _state.Instruments[instrument];
        if (market.HasTop)
            UpdateSpread(ref row, market.BestAskTicks - market.BestBidTicks);

        // A tenth below the close before, rounded towards the restriction.
        if (row.PreviousCloseTicks > 0 && market.LastTradeTicks > 0 &&
            (Int128)market.LastTradeTicks * 10 <= (Int128)row.PreviousCloseTicks * 9)
            row.ShortRestricted = 1;

        if (_setup.Instruments[instrument].Collar is { } collar)
            UpdateCollar(instrument, in market, collar);
    }

    /// <summary>Values what is held in an instrument at a price.</summary>
    public void SetMark(int instrument, long markTicks)
    {
        _state.SetMark(instrument, markTicks);
        TakePosition(instrument);
    }

    /// <summary>The position has changed, or its price.</summary>
    public void TakePosition(int instrument)
    {
        long micros = _state.Instruments[instrument].Lot.OfLots(_state.ExposureOf(0, instrument).PositionLots);
        _portfolio.SetPosition(instrument, micros);
    }

    private void TakePositions()
    {
        for (int i = 0; i < _state.InstrumentCount; i++)
            TakePosition(i);
    }

    public void BeginDay()
    {
        foreach (ref InstrumentRow row in _state.Instruments.AsSpan())
        {
            row.OrderCount = 0;
            row.TradeCount = 0;
            row.ShortRestricted = 0;
        }
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Values(_samples.AsSpan());
        Balances.Transfer(ref state);
    }

    /// <summary>A tick towards the spread with each look: half the looks lie above, half below.</summary>
    private static void UpdateSpread(ref InstrumentRow row, long spreadTicks)
    {
        if (row.MedianSpreadTicks == 0)
            row.MedianSpreadTicks = Math.Max(1, spreadTicks);
        else
            row.MedianSpreadTicks = Math.Max(1, row.MedianSpreadTicks + spreadTicks.CompareTo(row.MedianSpreadTicks));
    }

    private void UpdateCollar(int instrument, in RiskMarket market, DynamicCollar collar)
    {
        ref Sample sample = ref _samples[instrument];
        if (sample.MidTicks == 0 || market.NowNs < sample.TakenNs)
        {
            sample = new Sample { MidTicks = market.ReferencePriceTicks, TakenNs = market.NowNs };
        }
        else if (market.NowNs - sample.TakenNs >= NsPerSecond)
        {
            double change = (market.ReferencePriceTicks - sample.MidTicks) / (double)sample.MidTicks;
            sample.Variance = (Decay * sample.Variance) + ((1 - Decay) * change * change);
            sample.MidTicks = market.ReferencePriceTicks;
            sample.TakenNs = market.NowNs;
        }

        double mid = market.ReferencePriceTicks;
        double share = Math.Abs(mid) * collar.ShareMinBasisPoints / RiskLimits.BasisPointsPerOne;
        double sigmas = Math.Abs(mid) * collar.Sigmas * Math.Sqrt(sample.Variance * collar.HorizonSeconds);
        double spreads = market.HasTop ? (double)collar.Spreads * (market.BestAskTicks - market.BestBidTicks) : 0;
        long bandTicks = FloorToTick(Math.Max(share, Math.Max(sigmas, spreads)));
        ref InstrumentRow row = ref _state.Instruments[instrument];
        row.BandLowTicks = market.ReferencePriceTicks - bandTicks;
        row.BandHighTicks = market.ReferencePriceTicks + bandTicks;
    }

    private static long FloorToTick(double ticks) =>
        (long)Math.Min(Math.Floor(ticks), RiskLimits.PriceTicksMagnitudeMax);

    // 24 bytes without padding.
    private struct Sample
    {
        public double Variance; // Of the one-second return.
        public long MidTicks;
        public long TakenNs;
    }
}
