using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>Positions per instrument, and per strategy in it: what a sequence of fills comes to.</summary>
internal sealed class PositionBook(int instrumentCount, int strategyCount)
{
    private readonly Position[] _byInstrument = new Position[instrumentCount];

    // Rows of instruments; the last row is the operator's.
    private readonly Position[] _byStrategy = new Position[checked((strategyCount + 1) * instrumentCount)];

    public int InstrumentCount => _byInstrument.Length;

    public int StrategyCount => strategyCount;

    public ref readonly Position OfInstrument(int instrumentIndex) => ref _byInstrument[instrumentIndex];

    public ref readonly Position OfStrategy(ushort strategyIndex, int instrumentIndex) =>
        ref Row(strategyIndex, instrumentIndex);

    public bool Knows(ushort strategyIndex) =>
        strategyIndex < strategyCount || strategyIndex == OrderRequest.OperatorStrategyIndex;

    public void Apply(in Fill fill)
    {
        Row(fill.StrategyIndex, fill.InstrumentIndex).Apply(in fill);
        _byInstrument[fill.InstrumentIndex].Apply(in fill);
    }

    /// <summary>Makes the two positions that a fill moves what they are in <paramref name="other"/>.</summary>
    public void TakeFrom(PositionBook other, in Fill fill)
    {
        Row(fill.StrategyIndex, fill.InstrumentIndex) = other.Row(fill.StrategyIndex, fill.InstrumentIndex);
        _byInstrument[fill.InstrumentIndex] = other._byInstrument[fill.InstrumentIndex];
    }

    /// <summary>Books a fill again where it moves a position that <paramref name="like"/> moves too.</summary>
    public void ApplyAgain(in Fill fill, in Fill like)
    {
        if (fill.QtyLots == 0 || fill.InstrumentIndex != like.InstrumentIndex)
            return; // Nothing is left of it, or it lies elsewhere.

        _byInstrument[fill.InstrumentIndex].Apply(in fill);
        if (fill.StrategyIndex == like.StrategyIndex)
            Row(fill.StrategyIndex, fill.InstrumentIndex).Apply(in fill);
    }

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

        int row = Math.Min(strategyIndex, strategyCount);
        return ref _byStrategy[(row * _byInstrument.Length) + instrumentIndex];
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowUnknown(ushort strategyIndex, int instrumentIndex) => throw new ArgumentOutOfRangeException(
        nameof(strategyIndex),
        $"no such position: strategyIndex={strategyIndex}, strategyCount={strategyCount}, " +
        $"instrumentIndex={instrumentIndex}, instrumentCount={InstrumentCount}; the ledger was built for other tables");
}
