using LowLatencyEngine.Analysis.Microstructure;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>
/// Order flow of one instrument: what the first levels of its book and its trades say. Decision thread only; allocates
/// nothing after construction.
/// </summary>
public sealed class FlowState
{
    private TradeFlow _trades;
    private Vpin _vpin;

    internal FlowState(FlowParameters parameters)
    {
        Book = new BookFeatures(parameters.LevelCount);
        Profile = new VolumeProfile(parameters.ProfileBinCount, widthTicks: 1);
        _trades = new TradeFlow(parameters.PressureHalfLifeTrades);
        _vpin = new Vpin(parameters.VpinBucketLots, parameters.VpinBucketCount);
    }

    /// <summary>After the last whole depth message.</summary>
    public BookFeatures Book { get; }

    /// <summary>Volume by price since the engine started.</summary>
    public VolumeProfile Profile { get; }

    /// <summary>Signed flow of trades.</summary>
    public ref readonly TradeFlow Trades => ref _trades;

    /// <summary>Toxicity of the flow.</summary>
    public ref readonly Vpin Vpin => ref _vpin;

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        Book.Transfer(ref state);
        Profile.Transfer(ref state);
        _trades.Transfer(ref state);
        _vpin.Transfer(ref state);
    }

    internal void OnTrade(in EngineEvent e)
    {
        if (e.Trade.QtyLots <= 0)
            return; // Nothing traded is no flow.

        _trades.Update(e.Side, e.Trade.QtyLots);
        _vpin.Update(e.Side, e.Trade.QtyLots);
        Profile.Add(e.Trade.PriceTicks, e.Trade.QtyLots);
    }

    /// <summary>Forgets the market of an earlier life.</summary>
    internal void OnEngineStart()
    {
        Book.ForgetBook();
        Profile.Reset();
    }
}
