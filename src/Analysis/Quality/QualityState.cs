using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Quality;

/// <summary>
/// The doctor's rules over one instrument's live data: what a trade or a best price breaks becomes a fact for the
/// journal, a warning, and for some rules a time in which the market is unfit. Changes no data. Time is the venue's
/// where it says one, else the receive time. Decision thread only; costs of <see cref="InstrumentQuality"/>; allocates
/// nothing after construction.
/// </summary>
/// <remarks>
/// A rule that stays broken is told when it begins to be; every record counts. A bad tick is known when half of its
/// neighbours have come.
/// </remarks>
public sealed class QualityState
{
    private readonly int _instrumentIndex;
    private readonly DataRules _unfitRules;
    private readonly long _unfitNs;
    private readonly BarScale _scale;
    private readonly AnalysisEventQueue _queue;
    private readonly InstrumentQuality _trades;
    private readonly InstrumentQuality _tops;
    private DataRules _brokenByTrade; // By the last trade.
    private DataRules _brokenByTop;   // By the last best prices.
    private DataRules _everBroken;
    private long _findingCount;
    private long _unfitUntilNs;
    private bool _isUnfit;

    internal QualityState(int instrumentIndex, QualityParameters parameters, BarScale scale, AnalysisEventQueue queue)
    {
        _instrumentIndex = instrumentIndex;
        _unfitRules = parameters.UnfitRules;
        _unfitNs = parameters.UnfitNs;
        _scale = scale;
        _queue = queue;
        QualityLimits limits = parameters.Limits with { PriceUnit = 1 / scale.ToPrice(1) };
        _trades = new InstrumentQuality(parameters.Hours, limits);
        _tops = new InstrumentQuality(parameters.Hours, limits);
    }

    /// <summary>What the last trade and the last best prices break: a warning.</summary>
    public DataRules Warnings => _brokenByTrade | _brokenByTop;

    /// <summary>Every rule broken since the journal's beginning.</summary>
    public DataRules EverBroken => _everBroken;

    /// <summary>Records that broke a rule since the journal's beginning.</summary>
    public long FindingCount => _findingCount;

    /// <summary>Data is too bad to trade on.</summary>
    public bool IsUnfit => _isUnfit;

    internal void OnTrade(in EngineEvent e)
    {
        OnTime(e.ReceiveTimestampNs);
        ref readonly Trade trade = ref e.Trade;
        DataRules broken = _trades.OnTrade(
            TimeOf(in e), trade.TradeId, trade.PriceTicks, trade.QtyLots, tag: trade.PriceTicks);
        broken |= InstrumentQuality.OnClocks(e.ReceiveTimestampNs, e.VenueTimestampNs);
        Take(in e, broken, ref _brokenByTrade, trade.PriceTicks);
        TakeBadTicks(in e, _trades);
    }

    internal void OnTop(in EngineEvent e, in TopOfBook top)
    {
        OnTime(e.ReceiveTimestampNs);
        var quote = new QuoteSides(top.BidPriceTicks, top.BidQtyLots, top.AskPriceTicks, top.AskQtyLots);
        DataRules broken = _tops.OnQuote(
            TimeOf(in e), in quote, tag: (top.BidPriceTicks + top.AskPriceTicks) / 2);
        Take(in e, broken, ref _brokenByTop, top.BidPriceTicks);
        TakeBadTicks(in e, _tops);
    }

    /// <summary>Time goes on: what made the market unfit may be over.</summary>
    internal void OnTime(long nowNs) => _isUnfit = nowNs < _unfitUntilNs;

    /// <summary>A connection begins: nothing is known of the time without one.</summary>
    internal void Forget()
    {
        _trades.Forget();
        _tops.Forget();
        _brokenByTrade = DataRules.None;
        _brokenByTop = DataRules.None;
        _unfitUntilNs = 0;
        _isUnfit = false;
    }

    internal void Transfer(ref StateTransfer state)
    {
        _trades.Transfer(ref state);
        _tops.Transfer(ref state);
        state.Value(ref _brokenByTrade);
        state.Value(ref _brokenByTop);
        state.Value(ref _everBroken);
        state.Value(ref _findingCount);
        state.Value(ref _unfitUntilNs);
        state.Value(ref _isUnfit);
    }

    private static long TimeOf(in EngineEvent e) =>
        e.VenueTimestampNs != 0 ? e.VenueTimestampNs : e.ReceiveTimestampNs;

    private void Take(in EngineEvent e, DataRules broken, ref DataRules last, long priceTicks)
    {
        DataRules begun = broken & ~last;
        last = broken;
        if (broken == DataRules.None)
            return;

        Count(in e, broken);
        if (begun != DataRules.None)
            Tell(in e, begun, priceTicks);
    }

    private void TakeBadTicks(in EngineEvent e, InstrumentQuality quality)
    {
        while (quality.TryTakeBadTick(isEnd: false, out long priceTicks))
        {
            Count(in e, DataRules.BadTick);
            Tell(in e, DataRules.BadTick, priceTicks);
        }
    }

    private void Count(in EngineEvent e, DataRules broken)
    {
        _findingCount++;
        _everBroken |= broken;
        if ((broken & _unfitRules) == DataRules.None)
            return;

        _unfitUntilNs = e.ReceiveTimestampNs + _unfitNs;
        _isUnfit = _unfitNs > 0;
    }

    private void Tell(in EngineEvent e, DataRules rules, long priceTicks)
    {
        double price = _scale.ToPrice(priceTicks);
        _queue.Add(_instrumentIndex, new AnalysisEvent
        {
            Subject = AnalysisSubject.DataQuality,
            KindCode = (ushort)rules,
            High = price,
            Low = price,
            HighTicks = priceTicks,
            LowTicks = priceTicks,
            BarTimestampNs = TimeOf(in e),
            Count = (int)long.Min(_findingCount, int.MaxValue),
        });
    }
}
