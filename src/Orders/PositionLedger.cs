using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Positions per instrument, and per strategy in it. Decision thread only; O(1) a fill, O(remembered fills) a
/// correction; allocates nothing after construction.
/// </summary>
/// <remarks>
/// Lots, cash and fees of an instrument are the sums over its strategies. Realized and unrealized are not, each alone:
/// when one strategy sells what another bought, the instrument has closed something and neither strategy has. Their sum
/// is.
/// <para>The latest fills are remembered beside the positions before the oldest of them. A fill that is cancelled or
/// corrected is changed where it stands, and what it moves is booked again from there: afterwards every number is what
/// it had been, had the fill been right from the start.</para>
/// </remarks>
public sealed class PositionLedger
{
    /// <summary>Fills that can still be corrected unless told otherwise; 48 bytes each.</summary>
    public const int DefaultHistoryFills = 8_192;

    private readonly PositionBook _now;
    private readonly PositionBook _before; // Without what the history remembers.
    private readonly FillHistory _history;

    /// <param name="instrumentCount">At least 1.</param>
    /// <param name="strategyCount">Strategies by dense index; the operator comes on top. 0 to 65,534.</param>
    /// <param name="historyFills">Fills that can still be corrected; a power of two.</param>
    public PositionLedger(int instrumentCount, int strategyCount, int historyFills = DefaultHistoryFills)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instrumentCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(strategyCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(strategyCount, OrderRequest.OperatorStrategyIndex);
        if (historyFills < 1 || !BitOperations.IsPow2(historyFills))
        {
            throw new ArgumentException(
                $"the history of fills must be a power of two: historyFills={historyFills}; " +
                $"set it to {DefaultHistoryFills}");
        }

        _now = new PositionBook(instrumentCount, strategyCount);
        _before = new PositionBook(instrumentCount, strategyCount);
        _history = new FillHistory(historyFills);
    }

    /// <summary>Number of instruments.</summary>
    public int InstrumentCount => _now.InstrumentCount;

    /// <summary>Number of strategies, the operator not counted.</summary>
    public int StrategyCount => _now.StrategyCount;

    /// <summary>The account's position in an instrument.</summary>
    public ref readonly Position OfInstrument(int instrumentIndex) => ref _now.OfInstrument(instrumentIndex);

    /// <summary>A strategy's part of it, or the operator's, to whom fills of foreign orders belong too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy or instrument.</exception>
    public ref readonly Position OfStrategy(ushort strategyIndex, int instrumentIndex) =>
        ref _now.OfStrategy(strategyIndex, instrumentIndex);

    /// <summary>True if fills can be booked to it.</summary>
    public bool Knows(ushort strategyIndex) => _now.Knows(strategyIndex);

    /// <summary>Books a fill in the instrument and in the strategy.</summary>
    /// <exception cref="OverflowException">Money beyond 128 bits or a position beyond 64: the books cannot be
    /// kept.</exception>
    public void Apply(in Fill fill)
    {
        _now.Apply(in fill);
        if (_history.Add(in fill, out Fill oldest) && oldest.QtyLots > 0)
            _before.Apply(in oldest);
    }

    /// <summary>
    /// Books a fill of which CumQty(14) had told before it came: it takes the place of as many assumed lots of its
    /// order. The position stays; price and fee are put right.
    /// </summary>
    /// <param name="fill">The fill itself.</param>
    /// <param name="assumedPriceTicks">At which its lots were booked.</param>
    public void Explain(in Fill fill, long assumedPriceTicks)
    {
        int index = _history.FindAssumed(fill.OrderId, fill.QtyLots);
        if (index == FillHistory.NotFound)
        {
            // Forgotten: the assumed lots are traded back at their price, which leaves position and money right.
            Side opposite = fill.Side == Side.Buy ? Side.Sell : Side.Buy;
            Apply(fill with { Side = opposite, PriceTicks = assumedPriceTicks, FeeTickLots = 0, ExecIdHash = 0 });
            Apply(in fill);
            return;
        }

        ref Fill assumed = ref _history[index];
        assumed = assumed with { QtyLots = assumed.QtyLots - fill.QtyLots };
        Restate(in fill);
        Apply(in fill);
    }

    /// <summary>The latest fill of an order with this id, if it is remembered; O(remembered fills).</summary>
    /// <param name="orderId">ClOrdID(11) of the order, as the fill was booked.</param>
    /// <param name="execIdHash">Hash of ExecID(17) of the fill, or of the latest correction of it; not 0.</param>
    /// <param name="fill">As it stands.</param>
    public bool TryFind(long orderId, long execIdHash, out Fill fill)
    {
        int index = execIdHash == 0 ? FillHistory.NotFound : _history.Find(orderId, execIdHash);
        fill = index == FillHistory.NotFound ? default : _history[index];
        return index != FillHistory.NotFound;
    }

    /// <summary>
    /// Changes a fill that the venue corrected, and restates position and profit as if it had always been so.
    /// </summary>
    /// <param name="orderId">As in <see cref="TryFind"/>.</param>
    /// <param name="execIdHash">As in <see cref="TryFind"/>.</param>
    /// <param name="corrected">What the fill is to be.</param>
    /// <exception cref="ArgumentException">The fill is not remembered.</exception>
    public void Correct(long orderId, long execIdHash, in FillCorrection corrected)
    {
        int index = _history.Find(orderId, execIdHash);
        if (index == FillHistory.NotFound)
            throw new ArgumentException($"fill is not remembered: orderId={orderId}, execIdHash={execIdHash:x16}");

        ref Fill fill = ref _history[index];
        Fill before = fill;
        fill = fill with
        {
            QtyLots = corrected.QtyLots,
            PriceTicks = corrected.PriceTicks,
            FeeTickLots = corrected.FeeTickLots,
            ExecIdHash = corrected.ExecIdHash,
        };
        Restate(in before);
    }

    /// <summary>Saves, loads or hashes every position and the remembered fills.</summary>
    /// <exception cref="InvalidOperationException">What was saved has other instruments, strategies or another
    /// capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        _now.Transfer(ref state);
        _before.Transfer(ref state);
        _history.Transfer(ref state);
    }

    private void Restate(in Fill like)
    {
        _now.TakeFrom(_before, in like);
        for (int i = 0; i < _history.Count; i++)
            _now.ApplyAgain(in _history[i], in like);
    }
}
