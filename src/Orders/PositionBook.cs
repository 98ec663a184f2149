using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>Positions per instrument, per strategy and per account in it: what a sequence of fills comes to.</summary>
internal sealed class PositionBook
{
    private readonly LedgerSetup _setup;
    private readonly Position[] _byInstrument;
    private readonly Position[] _byStrategy; // Rows of instruments; the last row is the operator's.
    private readonly AccountBook? _accounts; // Null where one account nets at average cost: it is the instrument's.

    public PositionBook(LedgerSetup setup)
    {
        _setup = setup;
        _byInstrument = new Position[setup.InstrumentCount];
        _byStrategy = new Position[checked((setup.StrategyCount + 1) * setup.InstrumentCount)];
        bool isPlain = setup.Accounts.Count == 1 && setup.Accounts[0] == default;
        _accounts = isPlain ? null : new AccountBook(setup);
    }

    public int InstrumentCount => _byInstrument.Length;

    public int StrategyCount => _setup.StrategyCount;

    public int AccountCount => _setup.Accounts.Count;

    public ref readonly Position OfInstrument(int instrumentIndex) => ref _byInstrument[instrumentIndex];

    public ref readonly Position OfStrategy(ushort strategyIndex, int instrumentIndex) =>
        ref Row(strategyIndex, instrumentIndex);

    /// <summary>Of an account: everything, or what is long (0) and what is short (1).</summary>
    public ref readonly Position OfAccount(int account, int instrumentIndex, int leg)
    {
        if (_accounts is not null)
            return ref _accounts.Leg(account, instrumentIndex, leg);

        if (leg == 0)
            return ref _byInstrument[instrumentIndex];

        return ref Position.None;
    }

    public int AccountOf(ushort strategyIndex) => _accounts?.AccountOf(strategyIndex) ?? 0;

    public bool IsHedging(int account) => _setup.Accounts[account].Mode == PositionMode.Hedging;

    public bool Hedges(ushort strategyIndex) => _accounts is not null && _accounts.Hedges(strategyIndex);

    /// <summary>A strategy's part of its account's legs; where that nets, its position is one or the other.</summary>
    public Legs LegsOfStrategy(ushort strategyIndex, int instrumentIndex)
    {
        long heldLots = OfStrategy(strategyIndex, instrumentIndex).Lots;
        long longLots = Hedges(strategyIndex)
            ? _accounts!.LongLots(strategyIndex, instrumentIndex)
            : Math.Max(0, heldLots);
        return new Legs(longLots, longLots - heldLots);
    }

    public long MergedCount(int account, int instrumentIndex) =>
        _accounts?.MergedCount(account, instrumentIndex) ?? 0;

    public bool Knows(ushort strategyIndex) =>
        strategyIndex < StrategyCount || strategyIndex == OrderRequest.OperatorStrategyIndex;

    public void Apply(in Fill fill)
    {
        Row(fill.StrategyIndex, fill.InstrumentIndex).Apply(in fill);
        _byInstrument[fill.InstrumentIndex].Apply(in fill);
        _accounts?.Apply(in fill);
    }

    /// <summary>Adds funding to what a strategy, its account and the instrument have.</summary>
    public void AddFunding(ushort strategyIndex, int instrumentIndex, Int128 fundingTickLots)
    {
        Row(strategyIndex, instrumentIndex).AddFunding(fundingTickLots);
        _byInstrument[instrumentIndex].AddFunding(fundingTickLots);
        _accounts?.AddFunding(AccountOf(strategyIndex), instrumentIndex, fundingTickLots);
    }

    /// <summary>Makes the positions that a fill moves what they are in <paramref name="other"/>.</summary>
    public void TakeFrom(PositionBook other, in Fill fill)
    {
        Row(fill.StrategyIndex, fill.InstrumentIndex) = other.Row(fill.StrategyIndex, fill.InstrumentIndex);
        _byInstrument[fill.InstrumentIndex] = other._byInstrument[fill.InstrumentIndex];
        _accounts?.TakeFrom(other._accounts!, in fill);
    }

    /// <summary>Books a fill again where it moves a position that <paramref name="like"/> moves too.</summary>
    public void ApplyAgain(in Fill fill, in Fill like)
    {
        if (fill.QtyLots == 0 || fill.InstrumentIndex != like.InstrumentIndex)
            return; // Nothing is left of it, or it lies elsewhere.

        _byInstrument[fill.InstrumentIndex].Apply(in fill);
        if (fill.StrategyIndex == like.StrategyIndex)
            Row(fill.StrategyIndex, fill.InstrumentIndex).Apply(in fill);

        _accounts?.ApplyAgain(in fill, in like);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_byInstrument.Length);
        state.Agree(_byStrategy.Length);
        state.Values(_byInstrument.AsSpan());
        state.Values(_byStrategy.AsSpan());
        _accounts?.Transfer(ref state);
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
