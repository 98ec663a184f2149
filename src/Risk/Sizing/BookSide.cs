using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Sizing;

/// <summary>
/// What a book holds of an instrument, seen by an order on one side: how many lots more keep a sum within what is left
/// of its limit. The gate's additions turned round, exact in its integers. 0 bytes.
/// </summary>
/// <remarks>
/// Own open orders of the side are taken as given back. What makes nothing larger than it is without them passes
/// whatever the limit, as it does at the gate. In a hedging account both legs count, and every lot that opens.
/// </remarks>
internal readonly struct BookSide
{
    private const long Nets = -1;

    private readonly LotValue _lot;
    private readonly long _worstLots;   // Of the side, own orders included.
    private readonly long _freeLots;    // The same without them.
    private readonly long _otherMicros; // Of the other side.
    private readonly long _legLots;     // Both legs and what opens, own orders included, or Nets.
    private readonly long _freeLegLots; // The same without them.
    private readonly bool _marginsNet;

    /// <param name="holding">Of the book.</param>
    /// <param name="lot">What a lot is worth.</param>
    /// <param name="side">Of the order.</param>
    /// <param name="ownLots">Open on the side and given back.</param>
    public BookSide(in Holding holding, in LotValue lot, Side side, long ownLots)
    {
        _lot = lot;
        _worstLots = holding.Exposure.WorstPositionLots(side, qtyLots: 0);
        _freeLots = _worstLots - ownLots;
        _otherMicros = side == Side.Buy ? holding.Worth.NetShortMicros : holding.Worth.NetLongMicros;
        _legLots = Nets;
        _freeLegLots = Nets;
        _marginsNet = true;
    }

    private BookSide(in BookSide net, in LegBook.Pair pair, bool marginsNet)
    {
        this = net;
        _legLots = pair.GrossLots;
        _freeLegLots = pair.GrossLots - Math.Min(pair.OpeningLots, net._worstLots - net._freeLots);
        _marginsNet = marginsNet;
    }

    /// <summary>
    /// Position in the direction of the side if the open orders of others there filled; below zero on the other one.
    /// </summary>
    public long FreeLots => _freeLots;

    /// <summary>
    /// The same where the account hedges. Exact for the account, and for the firm where no other account holds the
    /// instrument the other way.
    /// </summary>
    public BookSide WithLegs(in LegBook.Pair pair, bool marginsNet) => new(in this, in pair, marginsNet);

    /// <summary>By what is left of a net or of a credit.</summary>
    public long LotsOfNet(long leftMicros) => LotsUpTo(leftMicros + _lot.OfLots(_worstLots));

    /// <summary>Up to a worth of the side, whatever it is now.</summary>
    public long LotsUpTo(long micros) => _lot.LotsWithin(micros) - _freeLots;

    /// <summary>By what is left of a gross.</summary>
    public long LotsOfGross(long leftMicros) => _legLots == Nets
        ? LotsUpTo(Math.Max(leftMicros + GrossOf(_worstLots), GrossOf(_freeLots)))
        : LotsOfLegs(leftMicros + _lot.OfLots(_legLots));

    /// <summary>By what is left of a share of the gross in which the legs of a hedging account count.</summary>
    public long LotsOfMargin(long leftMicros, in LotValue share)
    {
        if (_marginsNet)
            return LotsOfGrossShare(leftMicros, in share);

        long micros = leftMicros + share.OfPositive(_lot.OfLots(_legLots));
        return LotsOfLegs(share.LotsWithin(Math.Max(micros, share.OfPositive(_lot.OfLots(_freeLegLots)))));
    }

    /// <summary>By what is left of a share of the gross of the net position.</summary>
    public long LotsOfGrossShare(long leftMicros, in LotValue share)
    {
        long micros = leftMicros + share.OfPositive(GrossOf(_worstLots));
        return LotsUpTo(share.LotsWithin(Math.Max(micros, share.OfPositive(GrossOf(_freeLots)))));
    }

    /// <summary>By what is left of a share of the net, which may be more than one.</summary>
    public long LotsOfNetShare(long leftMicros, in LotValue share)
    {
        long micros = leftMicros + share.Of(_lot.OfLots(_worstLots));
        return LotsUpTo(share.LotsWithin(Math.Max(micros, share.Of(_lot.OfLots(_freeLots)))));
    }

    /// <summary>By what is left of something that each lot adds to, whatever it is worth.</summary>
    public long LotsOfEach(long leftMicros, in LotValue each)
    {
        long micros = leftMicros + each.Of(_worstLots);
        return each.LotsWithin(Math.Max(micros, each.Of(_freeLots))) - _freeLots;
    }

    private long LotsOfLegs(long micros) => _lot.LotsWithin(micros) - _freeLegLots;

    private long GrossOf(long lots) => Math.Max(_lot.OfLots(lots), _otherMicros);
}
