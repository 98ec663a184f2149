using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// The venue's positions of one answer beside our own. A difference counts once two answers in a row have shown the
/// same one: a fill may have been on its way while the first was written. Decision thread only; 0 bytes.
/// </summary>
internal sealed class PositionComparison(PositionLedger ledger)
{
    private readonly long[] _venueLots = new long[ledger.InstrumentCount];
    private readonly long[] _priceTicks = new long[ledger.InstrumentCount];
    private readonly long[] _lastDifferenceLots = new long[ledger.InstrumentCount];
    private readonly long[] _agreedLots = new long[ledger.InstrumentCount];
    private long _statedNs;
    private bool _isReadable;

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

        if ((uint)position.InstrumentIndex >= (uint)_venueLots.Length)
            return;

        _statedNs = Math.Max(_statedNs, position.VenueTimestampNs);
        _venueLots[position.InstrumentIndex] += position.Account.PositionLots;
        _priceTicks[position.InstrumentIndex] = position.Account.PriceTicks;
    }

    /// <summary>True where the answer is whole and every number in it could be read.</summary>
    public bool IsWhole(in AccountReport end) => _isReadable && end.ReportCount == end.TotalCount;

    /// <summary>Lots that the venue has more than we.</summary>
    public long DifferenceLots(int instrumentIndex) =>
        _venueLots[instrumentIndex] - ledger.OfInstrument(instrumentIndex).Lots;

    /// <summary>Venue's time of the answer, nanoseconds; 0 where it states none.</summary>
    public long StatedNs => _statedNs;

    /// <summary>Lots that the venue has.</summary>
    public long VenueLots(int instrumentIndex) => _venueLots[instrumentIndex];

    /// <summary>Price that the venue states for them; 0 for none.</summary>
    public long PriceTicks(int instrumentIndex) => _priceTicks[instrumentIndex];

    /// <summary>
    /// Lots by which the last two answers agree that the venue has more than we; 0 where they do not.
    /// </summary>
    public long AgreedLots(int instrumentIndex) => _agreedLots[instrumentIndex];

    /// <summary>Remembers the differences.</summary>
    /// <returns>True where they are those of the answer before, or where there is none.</returns>
    public bool Settle()
    {
        bool isAsBefore = true;
        bool differs = false;
        for (int i = 0; i < _venueLots.Length; i++)
        {
            long differenceLots = DifferenceLots(i);
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
}
