using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the checks read and orders move: exposures of every book, their worth, the sums of every scope. Invariant: a
/// scope's sums are the sums of the worth of its exposures. Decision thread only; 0 bytes after construction.
/// </summary>
internal sealed class RiskState
{
    private readonly AlignedTable<Holding> _holdings; // Book by book, an entry for each instrument.
    private readonly FirmWorth[] _firmWorths; // By instrument.
    private readonly ScopePath[] _paths;      // By strategy; the operator's is the last.
    private FirmWorth _firmSum;

    public RiskState(RiskSetup setup)
    {
        Map = new ScopeMap(setup);
        Permissions = new Permissions(setup);
        Margins = BookMargins.Of(setup, Map);
        Legs = LegBook.TryOf(setup);
        Rows = new AlignedTable<ScopeRow>(Map.RowCount);
        Limits = new LimitTable(Rows);
        InstrumentCount = setup.Instruments.Count;
        Instruments = new InstrumentRow[InstrumentCount];
        for (int i = 0; i < InstrumentCount; i++)
            Instruments[i] = InstrumentRow.Of(setup.Instruments[i], Map, i);

        _holdings = new AlignedTable<Holding>(Map.BookCount * InstrumentCount);
        _firmWorths = new FirmWorth[InstrumentCount];
        _paths = new ScopePath[setup.Strategies.Count + 1];
        for (int i = 0; i < _paths.Length; i++)
            _paths[i] = ScopePath.Of(Map, i < setup.Strategies.Count ? setup.Strategies[i] : null, i);
    }

    public ScopeMap Map { get; }

    public LimitTable Limits { get; }

    public Permissions Permissions { get; }

    /// <summary>Null where no account has a share of its own.</summary>
    public BookMargins? Margins { get; }

    /// <summary>Null where every account nets.</summary>
    public LegBook? Legs { get; }

    /// <summary>What an order does to the legs of its account.</summary>
    public LegUse UseOf(in EngineEvent intent) => Legs is null ? LegUse.None : Legs.UseOf(in intent);

    public AlignedTable<ScopeRow> Rows { get; }

    public InstrumentRow[] Instruments { get; }

    public int InstrumentCount { get; }

    /// <summary>Stress, clusters and sensitivity over all instruments.</summary>
    public ref FirmWorth FirmSum => ref _firmSum;

    /// <summary>Rows of a strategy; those of the operator for an index beyond the strategies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly ScopePath PathOf(ushort strategyIndex) =>
        ref _paths[Math.Min(strategyIndex, _paths.Length - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Holding HoldingOf(int book, int instrument) => ref _holdings[(book * InstrumentCount) + instrument];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Exposure ExposureOf(int book, int instrument) => ref HoldingOf(book, instrument).Exposure;

    public ref FirmWorth FirmWorthOf(int instrument) => ref _firmWorths[instrument];

    /// <summary>Takes out of a book what was reserved for an order or a change.</summary>
    public void Remove(int book, in EngineEvent intent, in Demand demand)
    {
        ref Exposure exposure = ref ExposureOf(book, intent.InstrumentIndex);
        if (demand.IsNew)
            exposure.Unreserve(intent.Side, demand.AddedLots, intent.Order.OrderId);
        else
            exposure.Resize(intent.Side, -demand.AddedLots);

        Revalue(book, intent.InstrumentIndex);
    }

    /// <summary>Moves what a report filled and released, and counts what was executed.</summary>
    /// <remarks>
    /// What fills moves lots from open to held on its own side and leaves their sum: only the other side's changes.
    /// What is released changes only the own side's. A book that holds what the firm does is worth the same.
    /// </remarks>
    public void Move(in OrderReport report)
    {
        ref readonly ScopePath path = ref PathOf(report.StrategyIndex);
        ref InstrumentRow row = ref Instruments[report.InstrumentIndex];
        ref Holding firm = ref HoldingOf(0, report.InstrumentIndex);
        int orderCountBefore = firm.Exposure.OpenOrderCount;
        firm.Exposure.Move(in report);
        Vector512<long> counted =
            Vector512.Create(0, 0, 0, 0, 0, 0, firm.Exposure.OpenOrderCount - orderCountBefore, 0);
        Vector512<long> worth = ScopeSums.After(in firm, in row, in report);
        Vector512<long> change = worth - firm.Worth.All + counted;
        for (int i = 1; i < ScopePath.BookCount; i++)
        {
            ref Holding holding = ref HoldingOf(path[i], report.InstrumentIndex);
            holding.Exposure.Move(in report);
            Vector512<long> bookWorth = holding.Exposure.HoldsTheSameAs(in firm.Exposure)
                ? worth
                : ScopeSums.After(in holding, in row, in report);
            if (Margins is not null)
                bookWorth = Margins.Restate(path[i], report.InstrumentIndex, bookWorth);

            Rows[path[i]].Sums.Add(bookWorth - holding.Worth.All + counted);
            holding.Worth.Set(bookWorth);
        }

        firm.Worth.Set(worth);
        Rows[0].Sums.Add(change);
        RevalueFirm(report.InstrumentIndex, change);
        if (report.FilledLots > 0)
            AddExecuted(in path, in report);

        if (Legs is null)
            return;

        Legs.Take(in report);
        LegWorth.Settle(this, report.StrategyIndex, report.InstrumentIndex);
    }

    /// <summary>Values everything held in an instrument at another price. O(books).</summary>
    public void SetMark(int instrument, long markTicks)
    {
        ref InstrumentRow row = ref Instruments[instrument];
        if (row.MarkTicks == markTicks && markTicks != 0)
            return;

        row.MarkTicks = markTicks;
        row.Lot = LotValue.At(markTicks, row.Rate);
        RevalueAll(instrument);
    }

    /// <summary>Counts the money of an instrument at another rate; true if it was another. O(books).</summary>
    public bool SetRate(int instrument, MoneyRate rate)
    {
        ref InstrumentRow row = ref Instruments[instrument];
        if (row.Rate == rate)
            return false;

        row.Rate = rate;
        if (row.MarkTicks != 0)
            row.Lot = LotValue.At(row.MarkTicks, rate);

        RevalueAll(instrument);
        return true;
    }

    private void RevalueAll(int instrument)
    {
        for (int book = 0; book < Map.BookCount; book++)
        {
            ref readonly Holding holding = ref HoldingOf(book, instrument);
            if (!holding.Exposure.IsFlat || holding.Worth.GrossMicros != 0)
                Revalue(book, instrument);
        }

        LegWorth.SettleAll(this, instrument);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_holdings.Length);
        state.Agree(Rows.Length);
        Limits.Transfer(ref state);
        foreach (ref Holding holding in _holdings.AsSpan())
            holding.Transfer(ref state);

        foreach (ref InstrumentRow instrument in Instruments.AsSpan())
            instrument.Transfer(ref state);

        state.Values(_firmWorths.AsSpan());
        state.Value(ref _firmSum);
        foreach (ref ScopeRow row in Rows.AsSpan())
            row.Transfer(ref state);

        Legs?.Transfer(ref state);
    }

    /// <summary>Puts what the firm has in an instrument beyond money in place of what it had.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveFirm(int instrument, in InstrumentRow row, in FirmWorth after)
    {
        ref FirmWorth before = ref _firmWorths[instrument];
        FirmWorth.Move(ref _firmSum, in before, in after);
        if (row.ClusterRow >= 0)
        {
            ref ScopeRow cluster = ref Rows[row.ClusterRow];
            cluster.Sums.NetLongMicros += after.ClusterUpMicros - before.ClusterUpMicros;
            cluster.Sums.NetShortMicros -= after.ClusterDownMicros - before.ClusterDownMicros;
        }

        before = after;
    }

    /// <param name="book">Row of firm, account, trader or strategy.</param>
    /// <param name="instrument">Whose exposure there has moved, or its mark.</param>
    private void Revalue(int book, int instrument)
    {
        ref Holding holding = ref HoldingOf(book, instrument);
        Vector512<long> worth = ScopeSums.Of(in holding.Exposure, in Instruments[instrument]);
        if (Margins is not null)
            worth = Margins.Restate(book, instrument, worth);

        Vector512<long> change = worth - holding.Worth.All;
        holding.Worth.Set(worth);
        Rows[book].Sums.Add(change);
        Debug.Assert(Rows[book].GrossMicros >= 0, "sums of worth that never is below zero");
        if (book == 0)
            RevalueFirm(instrument, change);
    }

    /// <summary>What follows the firm's book: the scopes that have none, and what is beyond money.</summary>
    private void RevalueFirm(int instrument, Vector512<long> change)
    {
        ref readonly InstrumentRow row = ref Instruments[instrument];
        ref readonly Holding firm = ref HoldingOf(0, instrument);
        Rows[row.VenueRow].Sums.Add(change);
        Rows[row.SectorRow].Sums.Add(change);
        Rows[row.CurrencyRow].Sums.Add(change);
        FirmWorth after = default;
        long longLots = firm.Exposure.PositionLots + firm.Exposure.OpenBuyLots;
        long shortLots = firm.Exposure.OpenSellLots - firm.Exposure.PositionLots;
        FirmWorth.Take(ref after, in firm.Worth, longLots, shortLots, in row);
        MoveFirm(instrument, in row, in after);
    }

    private void AddExecuted(in ScopePath path, in OrderReport report)
    {
        ref InstrumentRow row = ref Instruments[report.InstrumentIndex];
        ulong high = Math.BigMul(
            (ulong)report.FilledLots, (ulong)Math.Abs(report.FillPriceTicks), out ulong tickLots);
        long micros = row.Rate.MicrosOf(high == 0 ? Math.Min(tickLots, long.MaxValue) : long.MaxValue);
        for (int i = 0; i < ScopePath.BookCount; i++)
            AddExecuted(ref Rows[path[i]], micros);

        AddExecuted(ref Rows[row.VenueRow], micros);
        AddExecuted(ref Rows[row.SectorRow], micros);
        AddExecuted(ref Rows[row.CurrencyRow], micros);
        row.TradeCount++;
    }

    private static void AddExecuted(ref ScopeRow row, long micros) =>
        row.SetExecuted(Bounded(row.ExecutedMicros + micros));

    /// <summary>What only rises stays where no limit can be any more, instead of wrapping.</summary>
    private static long Bounded(long micros) => Math.Min(micros, LotValue.SaturatedMicros << 4);
}
