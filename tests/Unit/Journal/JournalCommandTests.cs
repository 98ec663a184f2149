using System;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Model;
using Xunit;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>What the journal commands make of a user's words.</summary>
public sealed class JournalCommandTests
{
    public static TheoryData<EventKind> Kinds => [.. Enum.GetValues<EventKind>()];

    [Theory]
    [InlineData("1970-01-01T00:00:01Z", 1_000_000_000)]
    [InlineData("1970-01-01T00:00:01.5Z", 1_500_000_000)]
    [InlineData("1970-01-01T00:00:01.123456789Z", 1_123_456_789)]
    [InlineData("1970-01-01T00:00:01.000000001", 1_000_000_001)]
    [InlineData("1970-01-01T02:00:00.25+02:00", 250_000_000)]
    [InlineData("1970-01-02", 86_400_000_000_000)]
    [InlineData("1767225600000000001", 1_767_225_600_000_000_001)]
    public void Time_is_read_to_the_nanosecond(string text, long expectedNs)
    {
        Assert.True(TimeText.TryParseNs(text, out long timestampNs));
        Assert.Equal(expectedNs, timestampNs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1970-01-01T00:00:01.1234567891Z")]
    [InlineData("1970-01-01T00:00:01.5 o'clock")]
    public void What_is_no_time_is_refused(string text) => Assert.False(TimeText.TryParseNs(text, out _));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1_800)]
    [InlineData("12h", 43_200)]
    [InlineData("7d", 604_800)]
    [InlineData("7", null)]
    [InlineData("d", null)]
    [InlineData("-1d", null)]
    [InlineData("500G", null)]
    public void Age_has_a_unit(string text, int? expectedSeconds) => Assert.Equal(
        expectedSeconds is int seconds ? TimeSpan.FromSeconds(seconds) : null, ArchiveOptions.AgeOf(text));

    [Theory]
    [InlineData("100K", 102_400L)]
    [InlineData("20M", 20_971_520L)]
    [InlineData("500G", 536_870_912_000L)]
    [InlineData("2T", 2_199_023_255_552L)]
    [InlineData("500", null)]
    [InlineData("7d", null)]
    [InlineData("", null)]
    public void Size_has_a_unit(string text, long? expectedBytes) =>
        Assert.Equal(expectedBytes, ArchiveOptions.SizeOf(text));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_of_record_is_found_by_its_name_whatever_acts_are_called(EventKind kind) =>
        Assert.Equal((kind, CommandKind.None), Chosen(kind.ToString()));

    [Theory]
    [InlineData("LimitSet", CommandKind.LimitSet)]
    [InlineData("scopehalt", CommandKind.ScopeHalt)]
    public void Acts_are_found_by_their_names(string word, CommandKind act) =>
        Assert.Equal((EventKind.OperatorAct, act), Chosen(word));

    [Fact]
    public void Filter_takes_all_that_is_about_an_order_and_nothing_else()
    {
        var filter = new RecordFilter { OrderId = 7 };
        Assert.True(filter.Matches(Order(EventKind.NewOrder, orderId: 7)));
        Assert.True(filter.Matches(Order(EventKind.OrderDenied, orderId: 7)));
        Assert.True(filter.Matches(Order(EventKind.CancelOrder, orderId: 9, originalOrderId: 7)));
        Assert.True(filter.Matches(new EngineEvent { Kind = EventKind.Execution, Execution = { OrderId = 7 } }));
        Assert.True(filter.Matches(new EngineEvent { Kind = EventKind.CancelReject, Execution = { OrderId = 7 } }));
        Assert.False(filter.Matches(Order(EventKind.NewOrder, orderId: 8)));
        Assert.False(filter.Matches(new EngineEvent { Kind = EventKind.Trade, Trade = { TradeId = 7 } }));
    }

    [Theory]
    [InlineData(9, 100, 1, false)]
    [InlineData(10, 100, 1, true)]
    [InlineData(20, 200, 1, true)]
    [InlineData(21, 200, 1, false)]
    [InlineData(15, 99, 1, false)]
    [InlineData(15, 201, 1, false)]
    [InlineData(15, 150, 2, false)]
    public void Filter_holds_every_condition_and_both_ends_of_its_ranges(
        long sequence, long receiveTimestampNs, int instrumentIndex, bool expected)
    {
        var filter = new RecordFilter
        {
            FromSequence = 10, ToSequence = 20, FromNs = 100, ToNs = 200, InstrumentIndex = 1, Kind = EventKind.Quote,
        };
        var e = new EngineEvent
        {
            Sequence = sequence,
            ReceiveTimestampNs = receiveTimestampNs,
            InstrumentIndex = instrumentIndex,
            Kind = EventKind.Quote,
        };
        Assert.Equal(expected, filter.Matches(in e));
        e.Kind = EventKind.Trade;
        Assert.False(filter.Matches(in e));
    }

    private static (EventKind Kind, CommandKind Act) Chosen(string word)
    {
        var options = new FilterOptions();
        var command = new Command("cat");
        options.AddTo(command);
        RecordFilter filter = options.Read(command.Parse(["--kind", word]), new InstrumentTable([]));
        return (filter.Kind, filter.Act);
    }

    private static EngineEvent Order(EventKind kind, long orderId, long originalOrderId = 0) => new()
    {
        Kind = kind,
        Order = { OrderId = orderId, OriginalOrderId = originalOrderId },
    };
}
