using System;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>Markets of a campaign, and what timers tell gate and twin of them.</summary>
internal sealed class CampaignMarkets(Random random, RiskSetup setup, PreTradeRisk risk, Twin twin)
{
    private readonly RiskMarket[] _markets = new RiskMarket[setup.Instruments.Count];

    public RiskMarket this[int instrument] => _markets[instrument];

    public void Move(int instrument, long nowNs) => _markets[instrument] = CampaignSource.Market(random, nowNs);

    /// <summary>A timer: markets move, most are told.</summary>
    public void OnTimer(long nowNs)
    {
        for (int i = 0; i < _markets.Length; i++)
        {
            Move(i, nowNs);
            RiskMarket market = _markets[i] with { NowNs = nowNs, IsFit = random.Next(8) > 0 };
            risk.OnMarket(i, in market);
            if (!market.IsFit)
                continue;

            twin.Book.Marks[i] = market.ReferencePriceTicks;
            long spread = market.BestAskTicks - market.BestBidTicks;
            ref long median = ref twin.Scopes.MedianSpreads[i];
            median = median == 0 ? Math.Max(1, spread) : Math.Max(1, median + Math.Sign(spread - median));
            if (HasFallen(i, in market))
                twin.Scopes.IsShortRestricted[i] = true;
        }
    }

    /// <summary>Tells the time of a new day, and nothing of markets.</summary>
    public void BeginDay(long nowNs)
    {
        for (int i = 0; i < _markets.Length; i++)
        {
            RiskMarket unfit = _markets[i] with { NowNs = nowNs, IsFit = false };
            risk.OnMarket(i, in unfit);
        }
    }

    /// <summary>An instrument that no timer has valued yet is valued by its first order that comes so far.</summary>
    public void SetFirstMark(int instrument, in RiskMarket market)
    {
        if (twin.Book.Marks[instrument] != 0)
            return;

        RiskMarket fit = market with { IsFit = true };
        risk.OnMarket(instrument, in fit);
        twin.Book.Marks[instrument] = market.ReferencePriceTicks;
        twin.Scopes.MedianSpreads[instrument] = Math.Max(1, market.BestAskTicks - market.BestBidTicks);
        twin.Scopes.IsShortRestricted[instrument] = HasFallen(instrument, in market);
    }

    private bool HasFallen(int instrument, in RiskMarket market)
    {
        long close = setup.Instruments[instrument].PreviousCloseTicks;
        return close > 0 && market.LastTradeTicks * 10 <= close * 9;
    }
}
