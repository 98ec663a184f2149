using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the order being judged makes of its books and of the firm: worked out once, read by every check of money, and
/// written into the scopes where the order is accepted. Decision thread only; 0 bytes.
/// </summary>
internal sealed class OrderImpact
{
    private BookSums _after;
    private BookSums _changes;
    private ScopeSums _value;

    /// <summary>The firm's part of the instrument with the order.</summary>
    public FirmWorth FirmAfter;

    /// <summary>What the order itself is worth at its worst price.</summary>
    public long ValueMicros => _value.Unused;

    /// <summary>The same in the place where it is compared.</summary>
    public ref readonly ScopeSums Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _value;
    }

    /// <summary>Works it out; money at the mark as it is now.</summary>
    public void Take(RiskState state, in EngineEvent intent, in Demand demand, long valueMicros)
    {
        ref readonly InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        ref readonly Holding firm = ref state.HoldingOf(0, intent.InstrumentIndex);
        long addedLots = demand.AddedLots;
        Vector512<long> sent = Vector512.Create(
            Vector256<long>.Zero, Vector256.Create(0, valueMicros, demand.AddedOrderCount, 0));
        Vector512<long> after = ScopeSums.With(in firm, in instrument, intent.Side, addedLots);
        Vector512<long> change = after - firm.Worth.All + sent;
        _after[0].Set(after);
        _changes[0].Set(change);
        _value.Unused = valueMicros;
        for (int i = 1; i < ScopePath.BookCount; i++)
        {
            ref readonly Holding holding = ref state.HoldingOf(path[i], intent.InstrumentIndex);
            Vector512<long> bookAfter = after;
            Vector512<long> bookChange = change; // Of a book that holds what the firm does.
            if (!holding.Exposure.HoldsTheSameAs(in firm.Exposure))
            {
                bookAfter = ScopeSums.With(in holding, in instrument, intent.Side, addedLots);
                bookChange = bookAfter - holding.Worth.All + sent;
            }

            _after[i].Set(bookAfter);
            _changes[i].Set(bookChange);
        }

        TakeFirm(in firm.Exposure, intent.Side, addedLots, in instrument);
    }

    /// <summary>What both legs of a hedging account add beyond its net, to the firm and to the account.</summary>
    public void AddPair(long grossMicros, long marginMicros)
    {
        for (int i = 0; i <= ScopePath.AccountPlace; i++)
        {
            _changes[i].GrossMicros += grossMicros;
            _changes[i].MarginMicros += marginMicros;
        }
    }

    /// <summary>Worth of the instrument in a book of the path, with the order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly ScopeSums After(int place) => ref _after[place];

    /// <summary>What becomes different in a book of the path; the other scopes follow the firm's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly ScopeSums Change(int place) => ref _changes[place];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeFirm(in Exposure firm, Side side, long addedLots, in InstrumentRow instrument)
    {
        long ofSellMask = (sbyte)side >> 7;
        long longLots = firm.PositionLots + firm.OpenBuyLots + (addedLots & ~ofSellMask);
        long shortLots = firm.OpenSellLots - firm.PositionLots + (addedLots & ofSellMask);
        FirmWorth.Take(ref FirmAfter, in _after[0], longLots, shortLots, in instrument);
    }

    [InlineArray(ScopePath.BookCount)]
    private struct BookSums
    {
        private ScopeSums _first;
    }
}
