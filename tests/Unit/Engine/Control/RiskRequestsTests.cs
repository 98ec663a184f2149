using System;
using System.Threading.Tasks;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>What operators are answered about limits, halts and orders.</summary>
public sealed class RiskRequestsTests
{
    private static readonly EngineConfiguration Configuration = TestConfiguration.Create();

    [Fact]
    public async Task A_proposal_is_not_called_done()
    {
        var bench = new ControlBench(Configuration with
        {
            Risk = Configuration.Risk with
            {
                Setup = Configuration.Risk.Setup with { NeedsTwoPersons = true, NeedsTwoUsers = false },
            },
        });
        await bench.Answer("limit set firm credit 4 hard ann why"); // Of none it is less, and holds at once.
        const string request = "limit set firm credit 5 hard";
        Assert.StartsWith("proposed ", await bench.Answer($"{request} ann why"), StringComparison.Ordinal);
        Assert.StartsWith("proposed ", await bench.Answer($"{request} \"Ann \" why"), StringComparison.Ordinal);
        Assert.StartsWith("ok ", await bench.Answer($"{request} bob why"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_order_is_told_whose_halt_it_was()
    {
        var bench = new ControlBench(Configuration);
        Assert.StartsWith("ok ", await bench.Answer("kill \"instrument:BTCUSDT\" ann"), StringComparison.Ordinal);
        Assert.Equal(RiskScope.Instrument, bench.Published.Act.Scope);
        Assert.Equal(
            "refused KILL_SWITCH_ENGAGED: scope=instrument:BTCUSDT fixReason=99",
            await bench.Answer("order send - BTCUSDT buy 0.01 market"));
    }
}
