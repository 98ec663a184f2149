using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Books;

/// <summary>
/// One thing that several venues trade, as the best prices of those that are fit. Changed by <see
/// cref="MarketAnalysis"/> only, after the instrument and before strategies see the event. Decision thread only;
/// allocates nothing after construction.
/// </summary>
public sealed class ConsolidatedMarket
{
    private readonly ConsolidatedTop _top;
    private readonly int[] _instrumentIndexes;
    private BookShape _shape;
    private long _changeCount;
    private long _lockedCount;
    private long _crossedCount;

    internal ConsolidatedMarket(ConsolidatedParameters parameters)
    {
        Name = parameters.Name;
        _instrumentIndexes = [.. parameters.InstrumentIndexes];
        _top = new ConsolidatedTop(_instrumentIndexes.Length);
        _shape = _top.Shape;
    }

    /// <summary>As configured.</summary>
    public string Name { get; }

    /// <summary>Number of venues.</summary>
    public int VenueCount => _instrumentIndexes.Length;

    /// <summary>Venues that take part now.</summary>
    public int FitVenueCount => _top.FitVenueCount;

    /// <summary>Best bid of the fit venues: price, lots of all who show it, and who is first.</summary>
    public ref readonly BestPrice Bid => ref _top.Bid;

    /// <summary>Best ask of the fit venues.</summary>
    public ref readonly BestPrice Ask => ref _top.Ask;

    /// <summary>
    /// Locked or crossed where one venue's bid meets another's ask: a fact of the market or of two clocks, no reason to
    /// disbelieve either.
    /// </summary>
    public BookShape Shape => _shape;

    /// <summary>Times that a best price or its lots have changed.</summary>
    public long ChangeCount => _changeCount;

    /// <summary>Times that it became locked.</summary>
    public long LockedCount => _lockedCount;

    /// <summary>Times that it became crossed.</summary>
    public long CrossedCount => _crossedCount;

    /// <summary>Dense index of the instrument that a venue of <see cref="BestPrice"/> is.</summary>
    public int InstrumentIndexOf(int venueIndex) => _instrumentIndexes[venueIndex];

    /// <summary>True where the venue takes part.</summary>
    public bool IsFit(int venueIndex) => _top.IsFit(venueIndex);

    /// <summary>What the venue shows, whether it is fit or not.</summary>
    public ref readonly VenueTop TopOf(int venueIndex) => ref _top.TopOf(venueIndex);

    /// <inheritdoc cref="ConsolidatedTop.LastShown"/>
    public BestPrice LastShown(Side side) => _top.LastShown(side);

    /// <summary>Takes over what an instrument shows now.</summary>
    internal void Follow(int venueIndex, InstrumentState market)
    {
        ref readonly TopOfBook shown = ref market.Top;
        var top = new VenueTop(shown.BidPriceTicks, shown.BidQtyLots, shown.AskPriceTicks, shown.AskQtyLots);
        if (!_top.Set(venueIndex, in top, market.IsFit))
            return;

        _changeCount++;
        BookShape before = _shape;
        _shape = _top.Shape;
        if (_shape == before)
            return;

        if (_shape == BookShape.Locked)
            _lockedCount++;
        else if (_shape == BookShape.Crossed)
            _crossedCount++;
    }

    /// <summary>Saves, loads or hashes what later results depend on.</summary>
    internal void Transfer(ref StateTransfer state)
    {
        _top.Transfer(ref state);
        state.Value(ref _changeCount);
        state.Value(ref _lockedCount);
        state.Value(ref _crossedCount);
        _shape = _top.Shape;
    }
}
