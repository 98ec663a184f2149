using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What a new bucket, a new day and another life's clock make begin anew. Decision thread only; 0 bytes.
/// </summary>
internal sealed class RiskTurns(Gate gate, Breakers breakers, MarketWatch watch, OperatorActs acts, RecentOrders recent)
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Advance(RiskClock clock, long nowNs)
    {
        RiskClock.Turn turn = clock.Advance(nowNs);
        if (turn != RiskClock.Turn.None)
        {
            gate.BeginDay();
            breakers.BeginDay();
            watch.BeginDay();
        }

        if (turn == RiskClock.Turn.OtherLife)
        {
            gate.ForgetTimes();
            acts.EndOverrides(long.MaxValue);
            recent.Clear();
        }

        gate.RollWindows(clock.Bucket);
    }
}
