using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.OrderEntry;

[Collection(ByteCounting.Name)]
public sealed class AccountReportTests
{
    private readonly EntryBench _bench = new(VenueDialect.CTrader);

    [Fact]
    public void Learns_the_venues_numbers_from_its_list()
    {
        Assert.False(_bench.Symbols.IsComplete);
        Assert.Equal(-1, _bench.Symbols.Find("EURUSD"u8));
        const string firstPart = "35=y|320=1|146=2|55=1|1007=EURUSD|1008=5|55=2|1007=GBPUSD|";
        Assert.Equal(1, _bench.Symbols.Bind(_bench.Received(firstPart)));
        Assert.False(_bench.Symbols.IsComplete);
        Assert.Equal(1, _bench.Symbols.Bind(_bench.Received("35=y|320=1|146=1|55=41|1007=XAUUSD|1008=2|")));
        Assert.True(_bench.Symbols.IsComplete);
        Assert.Equal((0, 1, -1), (_bench.Symbols.Find("1"u8), _bench.Symbols.Find("41"u8), _bench.Symbols.Find("2"u8)));
        Assert.Equal(-1, _bench.Symbols.Find(default));
    }

    [Fact]
    public void Reads_the_entries_of_a_list()
    {
        var entries = new SecurityListReader(_bench.Received("35=y|146=2|55=1|1007=EURUSD|1008=5|107=x|55=7|"));
        Assert.True(entries.MoveNext());
        Assert.True(entries.Symbol.SequenceEqual("1"u8) && entries.Name.SequenceEqual("EURUSD"u8));
        Assert.Equal(5, entries.DecimalPlaces);
        Assert.True(entries.MoveNext());
        Assert.True(entries.Symbol.SequenceEqual("7"u8) && entries.Name.SequenceEqual("7"u8));
        Assert.Equal(-1, entries.DecimalPlaces);
        Assert.False(entries.MoveNext());
    }

    [Theory]
    [InlineData("721=55|728=0|55=1|702=1|704=3000|705=0|730=1.08345|", "i0 long=3 short=0 at=108345 t=55 r=0 False")]
    [InlineData("721=56|728=0|55=1|702=1|704=0|705=2000|730=1.083456|", "i0 long=0 short=2 at=108346 t=56 r=0 False")]
    [InlineData("728=0|55=1|702=2|704=1000|704=2000|705=1000|", "i0 long=3 short=1 at=0 t=0 r=0 False")]
    [InlineData("721=55|728=0|55=1|702=1|704=1500|", "i0 long=2 short=0 at=0 t=55 r=0 True")]
    [InlineData("728=2|", "i-1 long=0 short=0 at=0 t=0 r=2 False")]
    [InlineData("55=1|704=1000|", "i0 long=1 short=0 at=0 t=0 r=0 True")]
    public void Reads_a_position(string fields, string expected)
    {
        _bench.Symbols.Bind(_bench.Received("35=y|146=1|55=1|1007=EURUSD|"));
        PositionReport report = PositionReport.From(
            _bench.Received("35=AP|710=7|727=1|" + fields), EntryBench.Instruments, _bench.Symbols);
        Assert.Equal((7, 1), (report.RequestId, report.ReportCount));
        Assert.Equal(report.LongQtyLots - report.ShortQtyLots, report.PositionLots);
        Assert.Equal(expected, $"i{report.InstrumentIndex} long={report.LongQtyLots} short={report.ShortQtyLots} " +
            $"at={report.PriceTicks} t={report.PositionTicket} r={report.Result} {report.IsSuspect}");
    }

    [Fact]
    public void Reads_a_booked_trade()
    {
        var symbols = new SymbolTable(EntryBench.Instruments);
        TradeReport report = TradeReport.From(
            _bench.Received("35=AE|571=T1|17=E9|55=XAUUSD|32=3|31=1900.50|60=20260105-10:00:00.123|552=1|54=2|11=12|"),
            EntryBench.Instruments, symbols);
        Assert.Equal(
            new TradeReport
            {
                ExecIdHash = Fnv1a.Hash("E9"u8), ClOrdId = 12, InstrumentIndex = 1, Side = Side.Sell, LastQtyLots = 3,
                LastPriceTicks = 190_050, TransactTimestampNs = EntryBench.NowNs, TotalCount = -1, IsNew = true,
            },
            report);
    }

    [Fact]
    public void Reads_a_trade_of_an_answer_with_its_fee()
    {
        var symbols = new SymbolTable(EntryBench.Instruments);
        TradeReport report = TradeReport.From(
            _bench.Received("35=AE|571=T1|487=1|568=9|748=2|912=Y|1003=E9|55=XAUUSD|32=3|31=1900.50|552=1|54=2|37=V|" +
                "11=x|12=1.50|"),
            EntryBench.Instruments, symbols);

        Assert.Equal(
            (9, 2, true, true, false), (report.RequestId, report.TotalCount, report.IsLast, report.SaysWhetherLast,
                report.IsNew));
        Assert.Equal(
            (Fnv1a.Hash("E9"u8), Fnv1a.Hash("V"u8), 0L),
            (report.ExecIdHash, report.VenueOrderIdHash, report.ClOrdId));
        Assert.Equal(FillFacts.FeeStated, report.Facts);
        Assert.True(report.FeeTickLots > 0);
    }

    [Fact]
    public void Allocates_nothing()
    {
        byte[] position = EntryBench.Bytes("35=AP|710=7|728=0|55=1|702=1|704=3000|730=1.08345|");
        byte[] list = EntryBench.Bytes("35=y|146=2|55=1|1007=EURUSD|1008=5|55=41|1007=XAUUSD|");
        var scanner = new LowLatencyEngine.Fix.FixScanner();
        long sum = Read(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Read(1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);

        long Read(int count)
        {
            long lots = 0;
            for (int i = 0; i < count; i++)
            {
                _bench.Symbols.Bind(scanner.Scan(list));
                lots += PositionReport.From(
                    scanner.Scan(position), EntryBench.Instruments, _bench.Symbols).PositionLots;
            }

            return lots;
        }
    }
}
