using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;
using static LowLatencyEngine.Unit.Risk.RiskCases;

namespace LowLatencyEngine.Unit.Risk;

public sealed class PreTradeRiskTransferTests
{
    private static readonly MessageRateLimit FewMessages = new()
    {
        MessagesMax = 8, WindowNs = WindowNs, CancelReserve = 2,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Judges_alike_after_being_saved_and_loaded_mid_run(int seed)
    {
        PreTradeRisk straight = New();
        PreTradeRisk interrupted = New();
        var random = new Random(seed);
        var seen = new int[(int)RiskVerdict.UnknownOrder + 1];
        long nowNs = NowNs;
        for (int step = 0; step < 2_000; step++)
        {
            nowNs += random.NextInt64(WindowNs / 12);
            if (random.Next(9) == 0)
                interrupted = Reload(interrupted);

            int roll = random.Next();
            RiskVerdict verdict = Step(roll, straight, nowNs);
            Assert.Equal(verdict, Step(roll, interrupted, nowNs));
            seen[(int)verdict]++;
            Assert.True(HashOf(straight) == HashOf(interrupted), $"seed={seed}, step={step}");
        }

        Assert.True(seen[(int)RiskVerdict.MessageRateLimit] > 10, "the rate was never met");
        Assert.True(seen[(int)RiskVerdict.PositionLimit] > 10, "the position limit was never met");
    }

    private static RiskVerdict Step(int roll, PreTradeRisk risk, long nowNs)
    {
        Side side = roll % 2 == 0 ? Side.Buy : Side.Sell;
        long openLots = risk.ExposureOf(0).OpenLots(side);
        switch (roll / 2 % 8)
        {
            case 0 when openLots > 0:
                risk.OnReport(Report(side, filledLots: 1, releasedLots: 0, openLots: openLots - 1));
                return RiskVerdict.Accepted;

            case 1 when openLots > 0:
                risk.OnReport(Report(side, filledLots: 0, releasedLots: openLots, openLots: 0));
                return RiskVerdict.Accepted;

            case 2:
                risk.OnCommand(Command(roll / 16 % 4 == 0 ? CommandKind.Halt : CommandKind.Resume));
                return RiskVerdict.Accepted;

            case 3:
                return CheckAt(risk, Cancel(), nowNs);

            default:
                return CheckAt(risk, Limit(side, 1 + (roll / 16 % 40)), nowNs);
        }
    }

    private static PreTradeRisk New() => new([Limits], FewMessages);

    private static PreTradeRisk Reload(PreTradeRisk risk)
    {
        PreTradeRisk fresh = New();
        StateTransfer load = StateTransfer.Load(Save(risk));
        fresh.Transfer(ref load);
        return fresh;
    }

    private static byte[] Save(PreTradeRisk risk)
    {
        StateTransfer measure = StateTransfer.Measure();
        risk.Transfer(ref measure);
        byte[] saved = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        risk.Transfer(ref save);
        return saved;
    }
}
