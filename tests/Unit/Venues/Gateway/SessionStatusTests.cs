using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>What a venue says of its phase, TradingSessionStatus(35=h).</summary>
[Collection(ByteCounting.Name)]
public sealed class SessionStatusTests
{
    [Theory]
    [InlineData("625=1|340=4|", SessionPhase.PreOpen)]
    [InlineData("625=2|340=4|", SessionPhase.OpeningAuction)]
    [InlineData("625=3|340=2|", SessionPhase.Continuous)]
    [InlineData("625=4|340=5|", SessionPhase.ClosingAuction)]
    [InlineData("625=5|340=2|", SessionPhase.Closed)]
    [InlineData("625=6|340=2|", SessionPhase.Auction)]
    [InlineData("340=1|", SessionPhase.Closed)] // Halted.
    [InlineData("340=2|", SessionPhase.Continuous)]
    [InlineData("340=3|", SessionPhase.Closed)]
    [InlineData("340=4|", SessionPhase.PreOpen)]
    [InlineData("340=5|", SessionPhase.ClosingAuction)]
    [InlineData("625=3|340=3|", SessionPhase.Closed)]
    [InlineData("625=9|340=2|", SessionPhase.Continuous)]
    public void Becomes_an_event_of_all_instruments(string body, SessionPhase expected)
    {
        using GatewayBench bench = GatewayBench.Ready();
        EngineEvent item = bench.EventOf("35=h|336=1|" + body);
        Assert.Equal(
            (EventKind.SessionStatus, EventSource.Venue, -1, expected, 3L),
            (item.Kind, item.Source, item.InstrumentIndex, item.Session.Phase, item.Session.MsgSeqNum));
    }

    [Theory]
    [InlineData("340=0|")]
    [InlineData("340=6|")]
    [InlineData("340=x|625=2|")]
    public void What_says_no_phase_is_no_event(string body)
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.VenueSends("35=h|336=1|" + body);
        EngineEvent item = bench.EventOf("35=h|336=1|340=2|");
        Assert.Equal((EventKind.SessionStatus, 4L), (item.Kind, item.Session.MsgSeqNum));
    }

    [Fact]
    public void Reading_phases_allocates_nothing()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.IsRecording = false;
        Tell(count: 200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Tell(count: 200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Tell(int count)
        {
            for (int i = 0; i < count; i++)
            {
                long expected = bench.EventCount + 1;
                bench.Venue.Session.TryBeginMessage('h', bench.NowNs, out FixWriter writer);
                writer.AppendChar(336, '1');
                writer.AppendChar(340, '2');
                bench.Venue.Session.Commit(ref writer, bench.NowNs);
                while (bench.EventCount < expected)
                    bench.PollOnce();
            }
        }
    }
}
