using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the order being judged makes of its books and of the firm: worked out once, read by every check of money, and
/// written into the scopes where the order is accepted. Decision thread only; 0 bytes.
/// </summary>
internal sealed class OrderImpact(BookMargins? margins)
{
    private const int ChangesBegin = ScopePath.BookCount;
    private const int ValuePlace = 2 * ScopePath.BookCount;

    private readonly AlignedTable<ScopeSums> _sums = new(ValuePlace + 1);

    /// <summary>The firm's part of the instrument with the order.</summary>
    public FirmWorth FirmAfter;

    /// <summary>What the order itself is worth at its worst price.</summary>
    public long ValueMicros => Sums(ValuePlace).Unused;

    /// <summary>The same in the place where it is compared.</summary>
    public ref readonly ScopeSums Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Sums(ValuePlace);
    }

    /// <summary>Works it out; money at the mark as it is now.</summary>
    public void Take(in OrderPlaces places, in EngineEvent intent, in Demand demand, long valueMicros)
    {
        ref readonly InstrumentRow instrument = ref places.Instrument;
        ref readonly Holding firm = ref places.Firm;
        var order = new OrderParts(intent.Side, demand.AddedLots, Vector512.Create(
            Vector256<long>.Zero, Vector256.Create(0, valueMicros, demand.AddedOrderCount, 0)));
        Vector512<long> after = ScopeSums.With(in firm, in instrument, order.Side, order.AddedLots);
        Vector512<long> change = after - firm.Worth.All + order.Sent;
        Sums(0).Set(after);
        Sums(ChangesBegin).Set(change);
        Sums(ValuePlace).Set(Vector512.Create(Vector256<long>.Zero, Vector256.Create(0, 0, 0, valueMicros)));
        TakeBook(in places.Account, in places, order, 1);
        TakeBook(in places.Trader, in places, order, 2);
        TakeBook(in places.Strategy, in places, order, ScopePath.StrategyPlace);
        if (margins is not null)
            TakeOwnMargins(margins, in places, intent.InstrumentIndex);

        TakeFirm(in firm.Exposure, intent.Side, demand.AddedLots, in instrument);
    }

    /// <summary>What both legs of a hedging account add beyond its net, to the firm and to the account.</summary>
    public void AddPair(long grossMicros, long marginMicros)
    {
        for (int i = 0; i <= ScopePath.AccountPlace; i++)
        {
            ref ScopeSums change = ref Sums(ChangesBegin + i);
            change.GrossMicros += grossMicros;
            change.MarginMicros += marginMicros;
        }
    }

    /// <summary>Worth of the instrument in a book of the path, with the order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly ScopeSums After(int place) => ref Sums(place);

    /// <summary>What becomes different in a book of the path; the other scopes follow the firm's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly ScopeSums Change(int place) => ref Sums(ChangesBegin + place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeBook(in Holding book, in OrderPlaces places, OrderParts order, int place)
    {
        Vector512<long> after = Sums(0).All;
        Vector512<long> change = Sums(ChangesBegin).All; // Of a book that holds what the firm does.
        if (!book.Exposure.HoldsTheSameAs(in places.Firm.Exposure))
        {
            after = ScopeSums.With(in book, in places.Instrument, order.Side, order.AddedLots);
            change = after - book.Worth.All + order.Sent;
        }

        Sums(place).Set(after);
        Sums(ChangesBegin + place).Set(change);
    }

    /// <summary>Apart, so that nothing is called where no account has a share of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeOwnMargins(BookMargins margins, in OrderPlaces places, int instrument)
    {
        TakeOwnMargin(margins, in places.Account, instrument, places.Path[1], 1);
        TakeOwnMargin(margins, in places.Trader, instrument, places.Path[2], 2);
        TakeOwnMargin(
            margins, in places.Strategy, instrument, places.Path[ScopePath.StrategyPlace], ScopePath.StrategyPlace);
    }

    private void TakeOwnMargin(BookMargins margins, in Holding book, int instrument, int row, int place)
    {
        ref ScopeSums after = ref _sums[place];
        after.Set(margins.Restate(row, instrument, after.All));
        _sums[ChangesBegin + place].MarginMicros = after.MarginMicros - book.Worth.MarginMicros;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeFirm(in Exposure firm, Side side, long addedLots, in InstrumentRow instrument)
    {
        long ofSellMask = (sbyte)side >> 7;
        long longLots = firm.PositionLots + firm.OpenBuyLots + (addedLots & ~ofSellMask);
        long shortLots = firm.OpenSellLots - firm.PositionLots + (addedLots & ofSellMask);
        FirmWorth.Take(ref FirmAfter, in Sums(0), longLots, shortLots, in instrument);
    }

    // In bounds: places are constants. The table would look at its length again for each of thirty accesses.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ScopeSums Sums(int place)
    {
        Debug.Assert((uint)place < (uint)_sums.Length);
        return ref Unsafe.Add(ref _sums.First, place);
    }

    /// <summary>What of an order moves a book.</summary>
    private readonly record struct OrderParts(Side Side, long AddedLots, Vector512<long> Sent);
}
