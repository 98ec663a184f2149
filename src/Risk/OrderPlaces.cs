using System.Diagnostics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Everything that an order counts in, found once for all that looks at it or writes into it. On the stack, for one
/// event; 0 bytes.
/// </summary>
/// <remarks>
/// An order that names an instrument which there is none of has places of another, and is refused before they are read.
/// Row numbers come from the set-up and from no order, so that they are not looked at again.
/// </remarks>
internal readonly ref struct OrderPlaces
{
    public readonly ref InstrumentRow Instrument;
    public readonly ref Holding Firm;
    public readonly ref Holding Account;
    public readonly ref Holding Trader;
    public readonly ref Holding Strategy;
    public readonly ref ScopeRow FirmRow;
    public readonly ref ScopeRow AccountRow;
    public readonly ref ScopeRow TraderRow;
    public readonly ref ScopeRow StrategyRow;
    public readonly ref ScopeRow VenueRow;
    public readonly ref ScopeRow SectorRow;
    public readonly ref ScopeRow CurrencyRow;
    public readonly ref ScopeRow InstrumentRow;
    public readonly ref readonly ScopePath Path;
    public readonly int OwnPrices; // Among our own orders.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public OrderPlaces(RiskState state, OwnOrders own, in EngineEvent intent)
    {
        int instrument = (uint)intent.InstrumentIndex < (uint)state.InstrumentCount ? intent.InstrumentIndex : 0;
        Instrument = ref state.Instruments[instrument];
        Path = ref state.PathOf(intent.Order.StrategyIndex);
        ref Holding holdings = ref state.HoldingOf(0, instrument);
        Firm = ref holdings;
        Account = ref Book(ref holdings, Path[1], state.InstrumentCount);
        Trader = ref Book(ref holdings, Path[2], state.InstrumentCount);
        Strategy = ref Book(ref holdings, Path[ScopePath.StrategyPlace], state.InstrumentCount);
        OwnPrices = own.PlaceOf(intent.Order.StrategyIndex, instrument, intent.Side);
        ref ScopeRow rows = ref state.Rows.First;
        FirmRow = ref rows;
        AccountRow = ref Row(ref rows, Path[1]);
        TraderRow = ref Row(ref rows, Path[2]);
        StrategyRow = ref Row(ref rows, Path[ScopePath.StrategyPlace]);
        VenueRow = ref Row(ref rows, Instrument.VenueRow);
        SectorRow = ref Row(ref rows, Instrument.SectorRow);
        CurrencyRow = ref Row(ref rows, Instrument.CurrencyRow);
        InstrumentRow = ref Row(ref rows, Instrument.Row);
        Debug.Assert(Path[0] == 0, "the firm's row is the first");
        Debug.Assert(Instrument.Row < state.Rows.Length, "an instrument's row comes after all others");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Holding Book(ref Holding firm, int book, int instrumentCount) =>
        ref Unsafe.Add(ref firm, book * instrumentCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref ScopeRow Row(ref ScopeRow rows, int row) => ref Unsafe.Add(ref rows, row);
}
