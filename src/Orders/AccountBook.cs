using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>Positions per account and instrument, each kept as the terms of its account say.</summary>
/// <remarks>
/// An account has two legs in an instrument. Netting keeps everything in the first. Hedging keeps what is long in the
/// first and what is short in the second: a fill that closes takes from the leg of the other side, and what that leg
/// does not hold opens its own side after all. Of the long legs each strategy's part is kept beside: what is left of
/// its position is its part of the short ones, so that the parts of an account's strategies add up to its legs.
/// </remarks>
internal sealed class AccountBook
{
    public const int LegCount = 2;

    private readonly AccountTerms[] _terms;
    private readonly int _instrumentCount;
    private readonly int[] _accountByStrategy; // The operator's is the last.
    private readonly Position[] _legs;         // Accounts, instruments, legs.
    private readonly LotQueue?[] _queues;      // Likewise; null for average cost.
    private readonly long[] _longLots;         // Strategies, the operator last; instruments. 0 where the account nets.

    public AccountBook(LedgerSetup setup)
    {
        _terms = [.. setup.Accounts];
        _instrumentCount = setup.InstrumentCount;
        _accountByStrategy = new int[setup.StrategyCount + 1];
        for (int i = 0; i < setup.AccountByStrategy.Count; i++)
            _accountByStrategy[i] = setup.AccountByStrategy[i];

        _longLots = new long[_accountByStrategy.Length * _instrumentCount];
        _legs = new Position[_terms.Length * _instrumentCount * LegCount];
        _queues = new LotQueue?[_legs.Length];
        for (int i = 0; i < _queues.Length; i++)
        {
            AccountTerms terms = _terms[i / (_instrumentCount * LegCount)];
            if (terms.Cost == CostMethod.Fifo && (i % LegCount == 0 || terms.Mode == PositionMode.Hedging))
                _queues[i] = new LotQueue();
        }
    }

    public int AccountOf(ushort strategyIndex) =>
        _accountByStrategy[Math.Min(strategyIndex, _accountByStrategy.Length - 1)];

    public bool Hedges(ushort strategyIndex) =>
        _terms[AccountOf(strategyIndex)].Mode == PositionMode.Hedging;

    /// <summary>A strategy's part of what its account is long.</summary>
    public long LongLots(ushort strategyIndex, int instrument) => _longLots[PlaceOf(strategyIndex, instrument)];

    public ref readonly Position Leg(int account, int instrument, int leg) =>
        ref _legs[FirstLeg(account, instrument) + leg];

    /// <summary>Fills that FIFO could not keep apart.</summary>
    public long MergedCount(int account, int instrument)
    {
        int first = FirstLeg(account, instrument);
        return (_queues[first]?.MergedCount ?? 0) + (_queues[first + 1]?.MergedCount ?? 0);
    }

    public void Apply(in Fill fill)
    {
        int account = AccountOf(fill.StrategyIndex);
        int first = FirstLeg(account, fill.InstrumentIndex);
        if (_terms[account].Mode == PositionMode.Netting)
            _legs[first].Apply(in fill, _queues[first]);
        else
            ApplyHedged(first, in fill);
    }

    /// <summary>
    /// Books a fill again where it moves a position that <paramref name="like"/> moves too.
    /// </summary>
    public void ApplyAgain(in Fill fill, in Fill like)
    {
        bool isSameAccount = AccountOf(fill.StrategyIndex) == AccountOf(like.StrategyIndex);
        if (isSameAccount && fill.InstrumentIndex == like.InstrumentIndex)
            Apply(in fill);
    }

    public void AddFunding(int account, int instrument, Int128 fundingTickLots) =>
        _legs[FirstLeg(account, instrument)].AddFunding(fundingTickLots);

    /// <summary>Makes the position that a fill moves what it is in <paramref name="other"/>.</summary>
    public void TakeFrom(AccountBook other, in Fill fill)
    {
        int first = FirstLeg(AccountOf(fill.StrategyIndex), fill.InstrumentIndex);
        for (int i = first; i < first + LegCount; i++)
        {
            _legs[i] = other._legs[i];
            if (_queues[i] is { } queue)
                queue.CopyFrom(other._queues[i]!);
        }

        for (int i = 0; i < _accountByStrategy.Length; i++)
        {
            int place = (i * _instrumentCount) + fill.InstrumentIndex;
            if (_accountByStrategy[i] == AccountOf(fill.StrategyIndex))
                _longLots[place] = other._longLots[place];
        }
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_legs.Length);
        state.Values(_legs.AsSpan());
        state.Values(_longLots.AsSpan());
        foreach (LotQueue? queue in _queues)
            queue?.Transfer(ref state);
    }

    private void ApplyHedged(int first, in Fill fill)
    {
        int ownLeg = first + (fill.Side == Side.Buy ? 0 : 1);
        int otherLeg = first + (fill.Side == Side.Buy ? 1 : 0);
        bool isClosing = (fill.Facts & FillFacts.Closes) != FillFacts.None;
        long closedLots = isClosing ? Math.Min(fill.QtyLots, Math.Abs(_legs[otherLeg].Lots)) : 0;
        _longLots[PlaceOf(fill.StrategyIndex, fill.InstrumentIndex)] +=
            fill.Side == Side.Buy ? fill.QtyLots - closedLots : -closedLots;
        if (closedLots == fill.QtyLots)
        {
            _legs[otherLeg].Apply(in fill, _queues[otherLeg]);
            return;
        }

        Fill opening = fill;
        if (closedLots > 0)
        {
            Fill closing = fill with { QtyLots = closedLots }; // The whole fee goes with what is closed.
            _legs[otherLeg].Apply(in closing, _queues[otherLeg]);
            opening = fill with { QtyLots = fill.QtyLots - closedLots, FeeTickLots = 0 };
        }

        _legs[ownLeg].Apply(in opening, _queues[ownLeg]);
        Debug.Assert(_legs[first].Lots >= 0 && _legs[first + 1].Lots <= 0, "a leg holds one side alone");
    }

    private int PlaceOf(ushort strategyIndex, int instrument) =>
        (Math.Min(strategyIndex, _accountByStrategy.Length - 1) * _instrumentCount) + instrument;

    private int FirstLeg(int account, int instrument) => ((account * _instrumentCount) + instrument) * LegCount;
}
