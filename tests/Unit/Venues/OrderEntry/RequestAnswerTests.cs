using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MarketData;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.OrderEntry;

[Collection(ByteCounting.Name)]
public sealed class RequestAnswerTests
{
    private readonly EntryBench _bench = new(VenueDialect.Fix44);

    [Theory]
    [InlineData("11=7|37=V1|530=7|531=7|533=12|", 7, '7', '7', -1, 12, false)]
    [InlineData("11=7|37=V1|530=1|531=0|532=1|", 7, '1', '0', 1, -1, true)]
    [InlineData("37=V1|530=7|", 0, '7', '\0', -1, -1, true)]
    public void Reads_how_a_mass_cancel_was_taken(
        string fields, long id, char requested, char response, long reason, long count, bool isRefused)
    {
        MassCancelReport report = MassCancelReport.From(_bench.Received("35=r|" + fields));
        Assert.Equal(
            new MassCancelReport
            {
                RequestId = id, RequestType = requested, Response = response, RejectReason = reason,
                AffectedOrderCount = count,
            },
            report);
        Assert.Equal(isRefused, report.IsRefused);
    }

    [Theory]
    [InlineData("35=AO|721=5|710=7|727=3|728=0|729=0|", 7, 3, 0, false)]
    [InlineData("35=AO|721=5|710=7|728=99|729=2|", 7, -1, 99, true)]
    [InlineData("35=AQ|568=8|569=0|748=4|749=0|750=1|", 8, 4, 0, false)]
    [InlineData("35=AQ|568=8|569=0|749=8|750=2|", 8, -1, 8, true)]
    public void Reads_how_a_request_was_taken(string fields, long id, long count, long result, bool isRefused)
    {
        Assert.True(RequestAnswer.TryRead(_bench.Received(fields), out RequestAnswer answer));
        Assert.Equal(
            new RequestAnswer { RequestId = id, ReportCount = count, Result = result, IsRefused = isRefused }, answer);
    }

    [Fact]
    public void Leaves_other_messages_alone() =>
        Assert.False(RequestAnswer.TryRead(_bench.Received("35=AP|710=7|728=0|"), out _));

    [Theory]
    [InlineData("262=7|281=0|", 7, MarketDataRejectReason.UnknownSymbol)]
    [InlineData("262=abc|281=C|", 0, MarketDataRejectReason.UnsupportedImplicitDelete)]
    [InlineData("262=7|", 7, MarketDataRejectReason.None)]
    public void Reads_why_market_data_does_not_come(string fields, long id, MarketDataRejectReason reason) =>
        Assert.Equal(new MarketDataReject(id, reason), MarketDataReject.From(_bench.Received("35=Y|" + fields)));

    [Fact]
    public void Reading_allocates_nothing()
    {
        FixMessage cancel = _bench.Received("35=r|11=7|530=7|531=7|533=12|");
        Read(in cancel);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(in cancel);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Read(in FixMessage message)
        {
            MassCancelReport.From(in message);
            MarketDataReject.From(in message);
            RequestAnswer.TryRead(in message, out _);
        }
    }
}
