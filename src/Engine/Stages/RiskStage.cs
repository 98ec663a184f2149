using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Stages;

/// <summary>
/// Decision thread: writes the verdict into each wish, in place, in the order in which the wishes were made.
/// </summary>
internal readonly struct RiskStage(DecisionState state) : IStage<EngineEvent>
{
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        for (int i = 0; i < state.Outbox.Count; i++)
        {
            ref EngineEvent output = ref state.Outbox[i];
            if (!output.Kind.IsSentToVenue())
                continue;

            RiskMarket market = MarketOf(in output, slot.ReceiveTimestampNs);
            output.Order.Verdict = state.Risk.CheckAndReserve(in output, in market);
        }
    }

    private RiskMarket MarketOf(in EngineEvent output, long nowNs)
    {
        InstrumentState market = state.Analysis[output.InstrumentIndex];
        return new RiskMarket
        {
            ReferencePriceTicks = (long)market.MidTicks,
            NowNs = nowNs,
            VenueState = state.VenueState,
            IsFit = market.IsFit,
            GrowthLots = output.Kind == EventKind.ReplaceOrder ? state.Orders.ReplaceGrowthLots(in output) : 0,
        };
    }
}
