using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Positions per instrument, and per strategy in it. Decision thread only; O(1) a fill; allocates nothing after
/// construction.
/// </summary>
/// <remarks>
/// Lots, cash and fees of an instrument are the sums over its strategies. Realized and unrealized are not, each alone:
/// when one strategy sells what another bought, the instrument has closed something and neither strategy has. Their sum
/// is.
/// </remarks>
public sealed class PositionLedger
{
    private readonly Position[] _byInstrument;
    private readonly Position[] _byStrategy; // Rows of instruments; the last row is the operator's.

    /// <param name="instrumentCount">At least 1.</param>
    /// <param name="strategyCount">Strategies by dense index; the operator comes on top. 0 to 65,534.</param>
    public PositionLedger(int instrumentCount, int strategyCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instrumentCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(strategyCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(strategyCount, OrderRequest.OperatorStrategyIndex);
        StrategyCount = strategyCount;
        _byInstrument = new Position[instrumentCount];
        _byStrategy = new Position[checked((strategyCount + 1) * instrumentCount)];
    }

    /// <summary>Number of instruments.</summary>
    public int InstrumentCount => _byInstrument.Length;

    /// <summary>Number of strategies, the operator not counted.</summary>
    public int StrategyCount { get; }

    /// <summary>The account's position in an instrument.</summary>
    public ref readonly Position OfInstrument(int instrumentIndex) => ref _byInstrument[instrumentIndex];

    /// <summary>A strategy's part of it, or the operator's, to whom fills of foreign orders belong too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy or instrument.</exception>
    public ref readonly Position OfStrategy(ushort strategyIndex, int instrumentIndex) =>
        ref Row(strategyIndex, instrumentIndex);

    /// <summary>True if fills can be booked to it.</summary>
    public bool Knows(ushort strategyIndex) =>
        strategyIndex < StrategyCount || strategyIndex == OrderRequest.OperatorStrategyIndex;

    /// <summary>Books a fill in the instrument and in the strategy.</summary>
    /// <exception cref="OverflowException">Money beyond 128 bits or a position beyond 64: the books cannot be
    /// kept.</exception>
    public void Apply(in Fill fill)
    {
        Row(fill.StrategyIndex, fill.InstrumentIndex).Apply(in fill);
        _byInstrument[fill.InstrumentIndex].Apply(in fill);
    }

    /// <summary>
    /// Puts right a booking that was made at <paramref name="bookedPriceTicks"/> before <paramref name="fill"/> itself
    /// came: the difference in money is realized, the fee is booked, the position stays.
    /// </summary>
    public void Reprice(in Fill fill, long bookedPriceTicks)
    {
        Int128 cashTickLots = checked(fill.SignedQtyLots * ((Int128)bookedPriceTicks - fill.PriceTicks));
        Row(fill.StrategyIndex, fill.InstrumentIndex).Correct(cashTickLots, fill.FeeTickLots);
        _byInstrument[fill.InstrumentIndex].Correct(cashTickLots, fill.FeeTickLots);
    }

    /// <summary>Saves, loads or hashes every position. O(instruments * strategies).</summary>
    /// <exception cref="InvalidOperationException">What was saved has other instruments or strategies.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_byInstrument.Length);
        state.Agree(_byStrategy.Length);
        state.Values(_byInstrument.AsSpan());
        state.Values(_byStrategy.AsSpan());
    }

    private ref Position Row(ushort strategyIndex, int instrumentIndex)
    {
        if (!Knows(strategyIndex) || (uint)instrumentIndex >= (uint)_byInstrument.Length)
            ThrowUnknown(strategyIndex, instrumentIndex);

        int row = Math.Min(strategyIndex, StrategyCount);
        return ref _byStrategy[(row * _byInstrument.Length) + instrumentIndex];
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowUnknown(ushort strategyIndex, int instrumentIndex) => throw new ArgumentOutOfRangeException(
        nameof(strategyIndex),
        $"no such position: strategyIndex={strategyIndex}, strategyCount={StrategyCount}, " +
        $"instrumentIndex={instrumentIndex}, instrumentCount={InstrumentCount}; the ledger was built for other tables");
}
