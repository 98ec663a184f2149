using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the checks read and orders move: exposures of every book, their worth, the sums of every scope. Invariant: a
/// scope's sums are the sums of the worth of its exposures. Decision thread only; 0 bytes after construction.
/// </summary>
internal sealed class RiskState
{
    private readonly Exposure[] _exposures;   // Book by book, an entry for each instrument.
    private readonly Worth[] _worths;         // Likewise.
    private readonly FirmWorth[] _firmWorths; // By instrument.
    private readonly ScopePath[] _paths;      // By strategy; the operator's is the last.
    private FirmWorth _firmSum;

    public RiskState(RiskSetup setup)
    {
        Map = new ScopeMap(setup);
        Limits = new LimitTable(Map.RowCount);
        Rows = new ScopeRow[Map.RowCount];
        InstrumentCount = setup.Instruments.Count;
        Instruments = new InstrumentRow[InstrumentCount];
        for (int i = 0; i < InstrumentCount; i++)
            Instruments[i] = InstrumentRow.Of(setup.Instruments[i], Map, i);

        _exposures = new Exposure[Map.BookCount * InstrumentCount];
        _worths = new Worth[_exposures.Length];
        _firmWorths = new FirmWorth[InstrumentCount];
        _paths = new ScopePath[setup.Strategies.Count + 1];
        for (int i = 0; i < _paths.Length; i++)
            _paths[i] = ScopePath.Of(Map, i < setup.Strategies.Count ? setup.Strategies[i] : null, i);
    }

    public ScopeMap Map { get; }

    public LimitTable Limits { get; }

    public ScopeRow[] Rows { get; }

    public InstrumentRow[] Instruments { get; }

    public int InstrumentCount { get; }

    /// <summary>Stress, clusters and sensitivity over all instruments.</summary>
    public ref FirmWorth FirmSum => ref _firmSum;

    /// <summary>Rows of a strategy; those of the operator for an index beyond the strategies.</summary>
    public ref readonly ScopePath PathOf(ushort strategyIndex) =>
        ref _paths[Math.Min(strategyIndex, _paths.Length - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Exposure ExposureOf(int book, int instrument) => ref _exposures[(book * InstrumentCount) + instrument];

    public ref Worth WorthOf(int book, int instrument) => ref _worths[(book * InstrumentCount) + instrument];

    public ref FirmWorth FirmWorthOf(int instrument) => ref _firmWorths[instrument];

    /// <summary>Takes an accepted order into every book of its path.</summary>
    public void Reserve(ushort strategyIndex, int instrument, Side side, long qtyLots)
    {
        ref readonly ScopePath path = ref PathOf(strategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            ExposureOf(path[i], instrument).Reserve(side, qtyLots);
            Revalue(path[i], instrument);
        }

        AddOpenOrders(in path, instrument, 1);
    }

    /// <summary>Takes a reserved order out again.</summary>
    public void Unreserve(ushort strategyIndex, int instrument, Side side, long qtyLots, long orderId)
    {
        ref readonly ScopePath path = ref PathOf(strategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            ExposureOf(path[i], instrument).Unreserve(side, qtyLots, orderId);
            Revalue(path[i], instrument);
        }

        AddOpenOrders(in path, instrument, -1);
    }

    /// <summary>Moves what a report filled and released, and counts what was executed.</summary>
    public void Move(in OrderReport report)
    {
        ref readonly ScopePath path = ref PathOf(report.StrategyIndex);
        int orderCountBefore = ExposureOf(0, report.InstrumentIndex).OpenOrderCount;
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            ExposureOf(path[i], report.InstrumentIndex).Move(in report);
            Revalue(path[i], report.InstrumentIndex);
        }

        int orderCount = ExposureOf(0, report.InstrumentIndex).OpenOrderCount;
        if (orderCount != orderCountBefore)
            AddOpenOrders(in path, report.InstrumentIndex, orderCount - orderCountBefore);

        if (report.FilledLots > 0)
            AddExecuted(in path, in report);
    }

    /// <summary>Makes a reserve larger or smaller, because an order was changed.</summary>
    public void Resize(ushort strategyIndex, int instrument, Side side, long changeLots)
    {
        ref readonly ScopePath path = ref PathOf(strategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            ExposureOf(path[i], instrument).Resize(side, changeLots);
            Revalue(path[i], instrument);
        }
    }

    /// <summary>Values everything held in an instrument at another price. O(books).</summary>
    public void SetMark(int instrument, long markTicks)
    {
        ref InstrumentRow row = ref Instruments[instrument];
        if (row.MarkTicks == markTicks && markTicks != 0)
            return;

        row.MarkTicks = markTicks;
        row.Lot = LotValue.At(markTicks, row.Rate);
        for (int book = 0; book < Map.BookCount; book++)
        {
            if (!ExposureOf(book, instrument).IsFlat || WorthOf(book, instrument).GrossMicros != 0)
                Revalue(book, instrument);
        }
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_exposures.Length);
        state.Agree(Rows.Length);
        Limits.Transfer(ref state);
        foreach (ref Exposure exposure in _exposures.AsSpan())
            exposure.Transfer(ref state);

        foreach (ref InstrumentRow instrument in Instruments.AsSpan())
            instrument.Transfer(ref state);

        state.Values(_worths.AsSpan());
        state.Values(_firmWorths.AsSpan());
        state.Value(ref _firmSum);
        state.Values(Rows.AsSpan());
    }

    private void Revalue(int book, int instrument)
    {
        ref Worth kept = ref WorthOf(book, instrument);
        ref InstrumentRow row = ref Instruments[instrument];
        ref readonly Exposure exposure = ref ExposureOf(book, instrument);
        Worth worth = Worth.Of(in exposure, in row.Lot, in row.Margin);
        Worth change = worth.Less(in kept);
        kept = worth;
        Add(ref Rows[book], in change);
        if (book == 0)
            RevalueFirm(instrument, in worth, in exposure, in change);
    }

    private void RevalueFirm(int instrument, in Worth worth, in Exposure exposure, in Worth change)
    {
        ref InstrumentRow row = ref Instruments[instrument];
        Add(ref Rows[row.VenueRow], in change);
        Add(ref Rows[row.SectorRow], in change);
        Add(ref Rows[row.CurrencyRow], in change);
        FirmWorth after = FirmWorth.Of(in worth, in exposure, in row);
        FirmWorth.Move(ref _firmSum, in _firmWorths[instrument], in after);
        if (row.ClusterRow >= 0)
        {
            ref ScopeRow cluster = ref Rows[row.ClusterRow];
            cluster.NetUpMicros += after.ClusterUpMicros - _firmWorths[instrument].ClusterUpMicros;
            cluster.NetDownMicros += after.ClusterDownMicros - _firmWorths[instrument].ClusterDownMicros;
        }

        _firmWorths[instrument] = after;
    }

    private static void Add(ref ScopeRow row, in Worth change)
    {
        row.GrossMicros += change.GrossMicros;
        row.NetUpMicros += change.UpMicros;
        row.NetDownMicros += change.DownMicros;
        row.OpenMicros += change.OpenMicros;
        row.MarginMicros += change.MarginMicros;
        Debug.Assert(row.GrossMicros >= 0, "sums of worth that never is below zero");
    }

    private void AddOpenOrders(in ScopePath path, int instrument, int change)
    {
        ref InstrumentRow row = ref Instruments[instrument];
        for (int i = 0; i < ScopePath.BookCount; i++)
            Rows[path[i]].OpenOrderCount += change;

        Rows[row.VenueRow].OpenOrderCount += change;
        Rows[row.SectorRow].OpenOrderCount += change;
        Rows[row.CurrencyRow].OpenOrderCount += change;
    }

    private void AddExecuted(in ScopePath path, in OrderReport report)
    {
        ref InstrumentRow row = ref Instruments[report.InstrumentIndex];
        long micros = Math.Abs(row.Rate.MicrosOf(Math.BigMul(report.FilledLots, report.FillPriceTicks)));
        for (int i = 0; i < ScopePath.BookCount; i++)
            Rows[path[i]].ExecutedMicros = Bounded(Rows[path[i]].ExecutedMicros + micros);

        Rows[row.VenueRow].ExecutedMicros = Bounded(Rows[row.VenueRow].ExecutedMicros + micros);
        Rows[row.SectorRow].ExecutedMicros = Bounded(Rows[row.SectorRow].ExecutedMicros + micros);
        Rows[row.CurrencyRow].ExecutedMicros = Bounded(Rows[row.CurrencyRow].ExecutedMicros + micros);
        row.TradeCount++;
    }

    /// <summary>What only rises stays where no limit can be any more, instead of wrapping.</summary>
    private static long Bounded(long micros) => Math.Min(micros, LotValue.SaturatedMicros << 4);
}
