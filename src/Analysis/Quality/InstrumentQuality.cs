using System;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Quality;

/// <summary>
/// Watches the data of one instrument, one kind and one source: give it every record, get the rules the record breaks.
/// Prices and quantities are integers of any step. Fed by files or by live events alike; one thread; O(1) a record but
/// for bad ticks (<see cref="BadTickFilter"/>); allocates nothing after construction.
/// </summary>
public sealed class InstrumentQuality
{
    private const int ContiguousMin = 20; // Ids in a row, after which a jump is a break.

    private readonly TradingHours _hours;
    private readonly QualityLimits _limits;
    private readonly BadTickFilter _badTicks;
    private long _lastNs;
    private bool _hasLast;
    private long _lastId;
    private int _contiguousCount;
    private QuoteSides _lastQuote;
    private long _quoteSinceNs;
    private bool _isStaleTold;
    private long _barIntervalNs;

    public InstrumentQuality(TradingHours hours, QualityLimits limits)
    {
        ArgumentNullException.ThrowIfNull(hours);
        _hours = hours;
        _limits = limits;
        _badTicks = new BadTickFilter(limits.BadTick);
    }

    /// <summary>Judges earlier ticks, whose neighbours have come since; false when there is none left.</summary>
    /// <param name="isEnd">No more ticks will come.</param>
    /// <param name="tag">Of the tick that is bad.</param>
    public bool TryTakeBadTick(bool isEnd, out long tag)
    {
        bool isBad;
        while (isEnd ? _badTicks.TryJudgeLast(out isBad, out tag) : _badTicks.TryJudge(out isBad, out tag))
        {
            if (isBad)
                return true;
        }

        return false;
    }

    /// <summary>A trade; id 0 where it has none.</summary>
    public DataRules OnTrade(long timestampNs, long tradeId, long price, long qty, long tag)
    {
        DataRules broken = OnTime(timestampNs, _limits.SilenceNs) | OnId(tradeId) | OnPrice(price, tag);
        return qty > 0 ? broken : broken | DataRules.Quantity;
    }

    /// <summary>A quote; a side that is not there has price 0.</summary>
    public DataRules OnQuote(long timestampNs, in QuoteSides quote, long tag)
    {
        DataRules broken = OnTime(timestampNs, _limits.SilenceNs) | OnStale(timestampNs, in quote);
        if (quote.BidQty < 0 || quote.AskQty < 0)
            broken |= DataRules.Quantity;

        if (quote.BidPrice < 0 || quote.AskPrice < 0)
            return broken | DataRules.Price;

        if (quote.BidPrice == 0 || quote.AskPrice == 0)
            return broken;

        broken |= quote.BidPrice > quote.AskPrice ? DataRules.Crossed
            : quote.BidPrice == quote.AskPrice ? DataRules.Locked : DataRules.None;
        return broken | OnPrice((quote.BidPrice + quote.AskPrice) / 2, tag);
    }

    /// <summary>
    /// A bar by the begin of its interval; length 0 where nobody says, then the shortest step so far.
    /// </summary>
    public DataRules OnBar(in PriceBar bar, long intervalNs, long tag)
    {
        DataRules broken = OnBarTime(bar.OpenTimestampNs, intervalNs);
        bool isWhole = bar.HighTicks >= Math.Max(bar.OpenTicks, bar.CloseTicks) &&
            bar.LowTicks <= Math.Min(bar.OpenTicks, bar.CloseTicks) && bar.LowTicks <= bar.HighTicks;
        if (!isWhole)
            broken |= DataRules.BarShape;

        if (bar.VolumeLots < 0)
            broken |= DataRules.Quantity;

        if (Math.Min(bar.OpenTicks, bar.LowTicks) <= 0)
            broken |= DataRules.Price;

        return broken | OnPrice(bar.CloseTicks, tag);
    }

    /// <summary>A change of a book that is no quote: only its time counts.</summary>
    public DataRules OnChange(long timestampNs) => OnTime(timestampNs, _limits.SilenceNs);

    /// <summary>When something was received, and when it happened by the venue's clock; 0 where nobody says.</summary>
    public static DataRules OnClocks(long receiveTimestampNs, long venueTimestampNs) =>
        receiveTimestampNs != 0 && venueTimestampNs != 0 && receiveTimestampNs < venueTimestampNs
            ? DataRules.ClockOffset
            : DataRules.None;

    /// <summary>A stream begins anew: what was before it says nothing of what comes. Prices stay neighbours.</summary>
    public void Forget()
    {
        _lastNs = 0;
        _hasLast = false;
        _lastId = 0;
        _contiguousCount = 0;
        _lastQuote = default;
        _quoteSinceNs = 0;
        _isStaleTold = false;
    }

    /// <summary>Saves, loads or hashes everything that later findings depend on. O(k).</summary>
    public void Transfer(ref StateTransfer state)
    {
        _badTicks.Transfer(ref state);
        state.Value(ref _lastNs);
        state.Value(ref _hasLast);
        state.Value(ref _lastId);
        state.Value(ref _contiguousCount);
        state.Value(ref _lastQuote);
        state.Value(ref _quoteSinceNs);
        state.Value(ref _isStaleTold);
        state.Value(ref _barIntervalNs);
    }

    // A bar lies within the hours when any of it does: that of a day begins at midnight.
    private DataRules OnTime(long timestampNs, long silenceNs, long lengthNs = 0)
    {
        bool isOpen = lengthNs == 0
            ? _hours.IsOpen(timestampNs)
            : _hours.OpenNsBetween(timestampNs, timestampNs + lengthNs) > 0;
        DataRules broken = isOpen ? DataRules.None : DataRules.OutsideHours;
        if (_hasLast && timestampNs < _lastNs)
            return broken | DataRules.TimeOrder; // The latest time stays: one step back is one finding.

        if (_hasLast && timestampNs - _lastNs > silenceNs && _hours.OpenNsBetween(_lastNs, timestampNs) > silenceNs)
            broken |= DataRules.Gap;

        _lastNs = timestampNs;
        _hasLast = true;
        return broken;
    }

    private DataRules OnBarTime(long timestampNs, long intervalNs)
    {
        if (_hasLast && timestampNs == _lastNs)
            return DataRules.Duplicate;

        long stepNs = timestampNs - _lastNs;
        bool isFirst = !_hasLast;
        if (intervalNs == 0 && !isFirst && stepNs > 0)
            _barIntervalNs = _barIntervalNs == 0 ? stepNs : Math.Min(stepNs, _barIntervalNs);
        else if (intervalNs != 0)
            _barIntervalNs = intervalNs;

        long lastNs = _lastNs;
        DataRules broken = OnTime(timestampNs, long.MaxValue, _barIntervalNs);
        bool isLate = !isFirst && _barIntervalNs > 0 && stepNs > _barIntervalNs &&
            _hours.OpenNsBetween(lastNs + _barIntervalNs, timestampNs) >= _barIntervalNs;
        return isLate ? broken | DataRules.Gap : broken;
    }

    private DataRules OnId(long id)
    {
        if (id == 0)
            return DataRules.None;

        long lastId = _lastId;
        _lastId = id;
        if (lastId == 0)
            return DataRules.None;

        if (id == lastId)
            return DataRules.Duplicate;

        bool wasContiguous = _contiguousCount >= ContiguousMin;
        _contiguousCount = id == lastId + 1 ? Math.Min(_contiguousCount + 1, ContiguousMin)
            : wasContiguous ? _contiguousCount : 0;
        return wasContiguous && id != lastId + 1 ? DataRules.SequenceBreak : DataRules.None;
    }

    private DataRules OnStale(long timestampNs, in QuoteSides quote)
    {
        if (quote != _lastQuote)
        {
            _lastQuote = quote;
            _quoteSinceNs = timestampNs;
            _isStaleTold = false;
            return DataRules.None;
        }

        if (_isStaleTold || timestampNs - _quoteSinceNs <= _limits.StaleNs ||
            _hours.OpenNsBetween(_quoteSinceNs, timestampNs) <= _limits.StaleNs)
            return DataRules.None;

        _isStaleTold = true; // Once until it changes.
        return DataRules.StaleQuote;
    }

    private DataRules OnPrice(long price, long tag)
    {
        if (price <= 0)
            return DataRules.Price;

        _badTicks.Push(price / _limits.PriceUnit, tag);
        return DataRules.None;
    }
}

/// <summary>Both sides of a quote.</summary>
/// <param name="BidPrice">0 where there is no bid.</param>
/// <param name="BidQty">0 where nobody says.</param>
/// <param name="AskPrice">0 where there is no ask.</param>
/// <param name="AskQty">0 where nobody says.</param>
public readonly record struct QuoteSides(long BidPrice, long BidQty, long AskPrice, long AskQty);
