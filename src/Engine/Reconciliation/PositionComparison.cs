using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// The venue's positions of one answer beside our own. A difference counts once two answers in a row have shown the
/// same one: a fill may have been on its way while the first was written. Decision thread only; 0 bytes.
/// </summary>
/// <remarks>
/// What is compared lies in places: an instrument each, or two where any account hedges: what is long, then what is
/// short. To the venue all accounts are one: those that net lie on the side of what they come to together.
/// </remarks>
internal sealed class PositionComparison
{
    private readonly PositionLedger _ledger;
    private readonly long[] _venueLots;
    private readonly long[] _priceTicks;
    private readonly long[] _lastDifferenceLots;
    private readonly long[] _agreedLots;
    private long _statedNs;
    private bool _isReadable;

    public PositionComparison(PositionLedger ledger)
    {
        _ledger = ledger;
        LegCount = ledger.HasLegs ? 2 : 1;
        PlaceCount = ledger.InstrumentCount * LegCount;
        _venueLots = new long[PlaceCount];
        _priceTicks = new long[PlaceCount];
        _lastDifferenceLots = new long[PlaceCount];
        _agreedLots = new long[PlaceCount];
    }

    /// <summary>Places that are compared.</summary>
    public int PlaceCount { get; }

    /// <summary>Places of an instrument: 1 or 2.</summary>
    public int LegCount { get; }

    /// <summary>A question has been asked: what an earlier answer said means nothing any more.</summary>
    public void BeginAnswer()
    {
        _venueLots.AsSpan().Clear();
        _priceTicks.AsSpan().Clear();
        _statedNs = 0;
        _isReadable = true;
    }

    /// <summary>The first answer of a reconciliation has none before it.</summary>
    public void Forget() => _lastDifferenceLots.AsSpan().Clear();

    /// <summary>Takes one position; those of an instrument add up. Instruments that are not ours pass by.</summary>
    public void Take(in EngineEvent position)
    {
        if ((position.Flags & EventFlags.Suspect) != EventFlags.None)
            _isReadable &= position.InstrumentIndex < 0;

        if ((uint)position.InstrumentIndex >= (uint)_ledger.InstrumentCount)
            return;

        _statedNs = Math.Max(_statedNs, position.VenueTimestampNs);
        int place = position.InstrumentIndex * LegCount;
        long shortLots = LegCount == 1 ? 0 : position.Account.ShortLots;
        _venueLots[place] += position.Account.PositionLots + shortLots;
        _venueLots[place + LegCount - 1] += shortLots;
        _priceTicks.AsSpan(place, LegCount).Fill(position.Account.PriceTicks);
    }

    /// <summary>True where the answer is whole and every number in it could be read.</summary>
    public bool IsWhole(in AccountReport end) => _isReadable && end.ReportCount == end.TotalCount;

    public int InstrumentOf(int place) => place / LegCount;

    /// <summary>None where the instrument is one place.</summary>
    public BreakLeg LegOf(int place)
    {
        if (LegCount == 1)
            return BreakLeg.None;

        return place % LegCount == 0 ? BreakLeg.Long : BreakLeg.Short;
    }

    /// <summary>Lots that we had when the answer had come; of a leg at least 0.</summary>
    public long OwnLots(int place) => _venueLots[place] - _lastDifferenceLots[place];

    /// <summary>Lots by which the venue had more than we when the answer had come.</summary>
    public long DifferenceLots(int place) => _lastDifferenceLots[place];

    /// <summary>
    /// Whether fills of the operator, to whom differences are booked, can make both legs the venue's. Where its account
    /// nets they can move what nets, and no leg of another account: one that lacks as much as the other stays so.
    /// </summary>
    public bool CanBook(int place)
    {
        if (LegCount == 1 || _ledger.Hedges(OrderRequest.OperatorStrategyIndex))
            return true;

        int longPlace = place - (place % LegCount);
        long longLots = DifferenceLots(longPlace);
        long nettedLots = _ledger.NettedLots(InstrumentOf(place));
        long endLots = nettedLots + longLots - DifferenceLots(longPlace + 1);
        return Math.Max(0, endLots) - Math.Max(0, nettedLots) == longLots;
    }

    /// <summary>Venue's time of the answer, nanoseconds; 0 where it states none.</summary>
    public long StatedNs => _statedNs;

    /// <summary>Lots that the venue has.</summary>
    public long VenueLots(int place) => _venueLots[place];

    /// <summary>Price that the venue states for them; 0 for none.</summary>
    public long PriceTicks(int place) => _priceTicks[place];

    /// <summary>
    /// Lots by which the last two answers agree that the venue has more than we; 0 where they do not.
    /// </summary>
    public long AgreedLots(int place) => _agreedLots[place];

    /// <summary>Remembers the differences.</summary>
    /// <returns>True where they are those of the answer before, or where there is none.</returns>
    public bool Settle()
    {
        bool isAsBefore = true;
        bool differs = false;
        for (int i = 0; i < _venueLots.Length; i++)
        {
            long differenceLots = _venueLots[i] - HeldLots(i);
            differs |= differenceLots != 0;
            isAsBefore &= differenceLots == _lastDifferenceLots[i];
            _agreedLots[i] = differenceLots == _lastDifferenceLots[i] ? differenceLots : 0;
            _lastDifferenceLots[i] = differenceLots;
        }

        return isAsBefore || !differs;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_venueLots.Length);
        state.Values(_venueLots.AsSpan());
        state.Values(_priceTicks.AsSpan());
        state.Values(_lastDifferenceLots.AsSpan());
        state.Values(_agreedLots.AsSpan());
        state.Value(ref _statedNs);
        state.Value(ref _isReadable);
    }

    private long HeldLots(int place)
    {
        int instrumentIndex = InstrumentOf(place);
        return LegOf(place) switch
        {
            BreakLeg.Long => _ledger.LegsOfInstrument(instrumentIndex).LongLots,
            BreakLeg.Short => _ledger.LegsOfInstrument(instrumentIndex).ShortLots,
            _ => _ledger.OfInstrument(instrumentIndex).Lots,
        };
    }
}
