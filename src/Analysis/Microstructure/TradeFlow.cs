using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Microstructure;

/// <summary>
/// Signed flow of trades: lots by the side of the aggressor, in sum and as an exponential average over trades. A trade
/// without an aggressor has no sign. A mutable struct, copyable; O(1); allocates nothing.
/// </summary>
public struct TradeFlow
{
    private readonly double _weight;
    private long _buyLots;
    private long _sellLots;
    private double _signedMean;
    private double _absoluteMean;

    /// <param name="halfLifeTrades">Trades after which one has half its weight, at least 1.</param>
    public TradeFlow(long halfLifeTrades)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(halfLifeTrades, 1);
        _weight = HalfLife.NewWeight(1.0 / halfLifeTrades);
    }

    /// <summary>Lots bought by aggressors.</summary>
    public readonly long BuyLots => _buyLots;

    /// <summary>Lots sold by aggressors.</summary>
    public readonly long SellLots => _sellLots;

    /// <summary>Bought less sold.</summary>
    public readonly long SignedLots => _buyLots - _sellLots;

    /// <summary>Average signed by average absolute size, -1 (sellers only) to 1 (buyers only); 0 before the
    /// first.
    /// </summary>
    public readonly double Pressure => _absoluteMean > 0 ? _signedMean / _absoluteMean : 0;

    /// <summary>Takes a trade of <paramref name="qtyLots"/> above 0.</summary>
    public void Update(Side aggressor, long qtyLots)
    {
        long signedLots = (sbyte)aggressor * qtyLots;
        _buyLots += aggressor == Side.Buy ? qtyLots : 0;
        _sellLots += aggressor == Side.Sell ? qtyLots : 0;
        _signedMean += _weight * (signedLots - _signedMean);
        _absoluteMean += _weight * (qtyLots - _absoluteMean);
    }

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _buyLots);
        state.Value(ref _sellLots);
        state.Value(ref _signedMean);
        state.Value(ref _absoluteMean);
    }
}
