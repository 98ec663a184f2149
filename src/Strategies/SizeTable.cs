using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>
/// How many lots strategies may enter with, where that is worked out for them: written by the engine with each timer,
/// read by strategies when they enter. Decision thread only; O(1); allocates nothing after construction.
/// </summary>
public sealed class SizeTable
{
    private const long Unsized = -1;

    private readonly long[] _lots; // Strategy by strategy, for each instrument a buy and a sale.
    private readonly IProbabilitySizer?[] _sizers; // Strategy by strategy, for each instrument.
    private readonly int _instrumentCount;

    public SizeTable(int strategyCount, int instrumentCount)
    {
        _instrumentCount = instrumentCount;
        _lots = new long[strategyCount * instrumentCount * 2];
        Array.Fill(_lots, Unsized);
        _sizers = new IProbabilitySizer?[strategyCount * instrumentCount];
    }

    /// <summary>Sizes one side from now on.</summary>
    /// <param name="owner">Whose, of what, on which side.</param>
    /// <param name="lots">0 for no entry.</param>
    public void Set(in OrderOwner owner, long lots)
    {
        Debug.Assert(lots >= 0);
        _lots[PlaceOf(in owner)] = lots;
    }

    /// <summary>What was set, or <paramref name="unsizedLots"/> where nothing ever was.</summary>
    public long LotsOr(long unsizedLots, in OrderOwner owner)
    {
        long lots = _lots[PlaceOf(in owner)];
        return lots == Unsized ? unsizedLots : lots;
    }

    /// <summary>Has the sizes of a strategy in an instrument asked of somebody, both sides. Set-up only.</summary>
    public void SetSizer(in OrderOwner owner, IProbabilitySizer sizer) => _sizers[PlaceOf(in owner) / 2] = sizer;

    /// <summary>
    /// What is right at a probability; <paramref name="unsizedLots"/> where nothing was ever set.
    /// </summary>
    public long LotsAt(double probability, long unsizedLots, in OrderOwner owner) =>
        _sizers[PlaceOf(in owner) / 2] is { } sizer
            ? sizer.LotsAt(probability, owner.Side)
            : LotsOr(unsizedLots, in owner);

    private int PlaceOf(in OrderOwner owner) =>
        (((owner.StrategyIndex * _instrumentCount) + owner.InstrumentIndex) * 2) + (owner.Side == Side.Buy ? 0 : 1);
}
