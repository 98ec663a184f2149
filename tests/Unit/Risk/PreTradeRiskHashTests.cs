using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class PreTradeRiskHashTests
{
    [Fact]
    public void Each_change_of_state_changes_the_hash()
    {
        PreTradeRisk risk = RiskOf(Limits);
        var seen = new HashSet<long> { HashOf(risk) };
        Action[] changes =
        [
            () => Check(risk, Limit(Side.Buy, 10)),
            () => Check(risk, Limit(Side.Sell, 10)),
            () => Check(risk, Limit(Side.Buy, 99)),
            () => Check(risk, Cancel()),
            () => risk.OnReport(Report(Side.Buy, filledLots: 4, releasedLots: 0, openLots: 6)),
            () => risk.OnReport(Report(Side.Buy, filledLots: 0, releasedLots: 6, openLots: 0)),
            () => risk.OnReport(Report(Side.Buy, filledLots: 1, releasedLots: -1, openLots: 0)),
            risk.Halt,
        ];
        foreach (Action change in changes)
        {
            change();
            Assert.True(seen.Add(HashOf(risk)));
        }
    }

    [Fact]
    public void The_same_events_give_the_same_hash()
    {
        PreTradeRisk one = RiskOf(Limits);
        PreTradeRisk two = RiskOf(Limits);
        foreach (PreTradeRisk risk in (PreTradeRisk[])[one, two])
        {
            Check(risk, Limit(Side.Buy, 10));
            risk.OnReport(Report(Side.Buy, filledLots: 4, releasedLots: 0, openLots: 6));
        }

        Assert.Equal(HashOf(one), HashOf(two));
    }
}
