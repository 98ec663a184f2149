using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

[Collection(ByteCounting.Name)]
public sealed class PreTradeRiskByteTests
{
    [Fact]
    public void Checking_reserving_and_reporting_allocate_nothing()
    {
        PreTradeRisk risk = new([Limits], new MessageRateLimit { MessagesMax = 50, WindowNs = 20, CancelReserve = 10 });
        Run(risk, NowNs); // Warm up: the first calls pay for the JIT.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        Run(risk, NowNs + WindowNs);
        Run(risk, NowNs); // The clock of another life.

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    private static void Run(PreTradeRisk risk, long startNs)
    {
        for (int i = 0; i < 500; i++)
        {
            RiskMarket market = Market with { NowNs = startNs + i, IsFit = i % 7 != 0 };
            long priceTicks = ReferencePriceTicks + (i % 25);
            EngineEvent intent = i % 3 == 0 ? MarketOrder(Side.Sell, 5) : Limit(Side.Buy, i % 60, priceTicks);
            if (risk.CheckAndReserve(in intent, in market) == RiskVerdict.Accepted)
                Answer(risk, in intent, i);

            EngineEvent cancel = Cancel();
            risk.CheckAndReserve(in cancel, in market);
            risk.RoomForCancels(market.NowNs);
            risk.OnCommand(Command(i % 11 == 0 ? CommandKind.Halt : CommandKind.Resume));
        }
    }

    private static void Answer(PreTradeRisk risk, in EngineEvent intent, int i)
    {
        if (i % 4 == 0)
            risk.Withdraw(in intent, RiskVerdict.OrderTableFull);
        else
            risk.OnReport(Report(intent.Side, 1, intent.Order.QtyLots - 1, openLots: 0));
    }
}
