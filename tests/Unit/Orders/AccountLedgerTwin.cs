using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// One side of the books of an account in one instrument, written as one would on paper: every lot bought or sold and
/// not closed yet stands in a list.
/// </summary>
internal sealed class AccountLedgerTwin(CostMethod method)
{
    private readonly List<(BigInteger Lots, BigInteger Price)> _open = []; // FIFO.
    private BigInteger _averageCost;

    public BigInteger Lots { get; private set; }

    public BigInteger Gain { get; private set; }

    public BigInteger Fees { get; private set; }

    public BigInteger Cost => method == CostMethod.Average
        ? _averageCost
        : _open.Aggregate(BigInteger.Zero, (sum, part) => sum + (part.Lots * part.Price));

    public BigInteger Realized => Gain - Fees;

    public void Trade(BigInteger signedLots, BigInteger price, BigInteger fee)
    {
        Fees += fee;
        BigInteger closed = signedLots * Lots < 0
            ? BigInteger.Min(BigInteger.Abs(signedLots), BigInteger.Abs(Lots))
            : BigInteger.Zero;
        if (closed > 0)
        {
            int heldSide = Lots.Sign;
            BigInteger costOfClosed = method == CostMethod.Average ? TakeShare(closed) : TakeOldest(closed, heldSide);
            Gain += (heldSide * closed * price) - costOfClosed;
            Lots -= heldSide * closed;
        }

        BigInteger opened = signedLots + (closed * -signedLots.Sign);
        if (opened.IsZero)
            return;

        Lots += opened;
        _averageCost += opened * price;
        _open.Add((opened, price));
    }

    /// <summary>The leg of one netting account, or the two of a hedging one, after some fills.</summary>
    public static AccountLedgerTwin[] Of(AccountTerms terms, IEnumerable<Fill> fills)
    {
        AccountLedgerTwin[] legs = [new AccountLedgerTwin(terms.Cost), new AccountLedgerTwin(terms.Cost)];
        foreach (Fill fill in fills)
            Trade(terms, legs, fill);

        return legs;
    }

    /// <summary>One fill more.</summary>
    public static void Trade(AccountTerms terms, AccountLedgerTwin[] legs, Fill fill)
    {
        if (terms.Mode == PositionMode.Netting)
            legs[0].Trade(fill.SignedQtyLots, fill.PriceTicks, fill.FeeTickLots);
        else if (fill.Side == Side.Buy)
            TradeHedged(fill, own: legs[0], other: legs[1]);
        else
            TradeHedged(fill, own: legs[1], other: legs[0]);
    }

    public AccountLedgerTwin Copy()
    {
        var copy = new AccountLedgerTwin(method) { Lots = Lots, Gain = Gain, Fees = Fees, _averageCost = _averageCost };
        copy._open.AddRange(_open);
        return copy;
    }

    private static void TradeHedged(Fill fill, AccountLedgerTwin own, AccountLedgerTwin other)
    {
        BigInteger side = (int)fill.Side;
        BigInteger closed = fill.Facts.HasFlag(FillFacts.Closes)
            ? BigInteger.Min(fill.QtyLots, BigInteger.Abs(other.Lots))
            : BigInteger.Zero;
        if (closed > 0)
            other.Trade(side * closed, fill.PriceTicks, fill.FeeTickLots);

        if (closed < fill.QtyLots)
            own.Trade(side * (fill.QtyLots - closed), fill.PriceTicks, closed > 0 ? 0 : fill.FeeTickLots);
    }

    private BigInteger TakeShare(BigInteger closed)
    {
        BigInteger share = BigInteger.Divide(_averageCost * closed, BigInteger.Abs(Lots)); // Towards zero.
        _averageCost -= share;
        return share;
    }

    private BigInteger TakeOldest(BigInteger closed, int heldSide)
    {
        BigInteger cost = 0;
        while (closed > 0)
        {
            (BigInteger lots, BigInteger price) = _open[0];
            BigInteger taken = BigInteger.Min(closed, BigInteger.Abs(lots));
            cost += heldSide * taken * price;
            closed -= taken;
            if (taken == BigInteger.Abs(lots))
                _open.RemoveAt(0);
            else
                _open[0] = (lots - (heldSide * taken), price);
        }

        return cost;
    }
}
