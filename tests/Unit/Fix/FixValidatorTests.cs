using System;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

[Collection(ByteCounting.Name)]
public sealed class FixValidatorTests
{
    private const string Head = "8=FIX.4.4|35=D|34=2|49=TW|52=20260115-14:30:00|56=ISLD|";
    private const string Order = Head + "11=A|55=EURUSD|54=1|60=20260115-14:30:00|40=2|";

    private static readonly FixDictionary Dictionary = BuiltInDictionary.For("FIX.4.4");

    private readonly FixScanner _scanner = new();

    [Theory]
    [InlineData(Order)]
    [InlineData(Order + "38=002000.00|44=-1.5|59=0|")]
    [InlineData(Order + "453=2|448=ONE|447=D|448=TWO|452=3|58=text|")]
    [InlineData(Order + "453=0|")]
    [InlineData(Order + "18=1 2|")]
    [InlineData("8=FIX.4.4|35=A|34=1|49=TW|52=20260115-14:30:00.123456789|56=ISLD|98=0|108=30|95=3|96=a|b|")]
    public void A_right_message_is_let_through(string message) => Assert.False(Check(message).IsBad);

    [Theory]
    [InlineData(Order + "999=HI|", SessionRejectReason.InvalidTagNumber, 999)]
    [InlineData(Order + "-1=HI|", SessionRejectReason.InvalidTagNumber, 0)]
    [InlineData(Order + "5000=HI|", SessionRejectReason.InvalidTagNumber, 5_000)]
    [InlineData(Head + "11=A|55=EURUSD|60=20260115-14:30:00|40=2|", SessionRejectReason.RequiredTagMissing, 54)]
    [InlineData("8=FIX.4.4|35=0|34=2|49=TW|52=20260115-14:30:00|", SessionRejectReason.RequiredTagMissing, 56)]
    [InlineData(Order + "112=HI|", SessionRejectReason.TagNotDefinedForMsgType, 112)]
    [InlineData(Order + "58=|", SessionRejectReason.TagWithoutValue, 58)]
    [InlineData(Order + "59=X|", SessionRejectReason.ValueIncorrect, 59)]
    [InlineData(Order + "38=+200|", SessionRejectReason.IncorrectDataFormat, 38)]
    [InlineData(Order + "38=1e3|", SessionRejectReason.IncorrectDataFormat, 38)]
    [InlineData(Order + "38=.|", SessionRejectReason.IncorrectDataFormat, 38)]
    [InlineData(Order + "77=OO|", SessionRejectReason.IncorrectDataFormat, 77)]
    [InlineData(Order + "126=20260115|", SessionRejectReason.IncorrectDataFormat, 126)]
    [InlineData(Order + "432=20261315|", SessionRejectReason.IncorrectDataFormat, 432)]
    [InlineData("8=FIX.4.4|35=*|34=2|49=TW|52=20260115-14:30:00|56=ISLD|", SessionRejectReason.InvalidMsgType, 35)]
    [InlineData(Order + "40=1|", SessionRejectReason.TagAppearsMoreThanOnce, 40)]
    [InlineData(Order + "97=Y|", SessionRejectReason.TagOutOfRequiredOrder, 97)]
    [InlineData(Order + "453=3|448=ONE|448=TWO|", SessionRejectReason.IncorrectNumInGroupCount, 453)]
    [InlineData(Order + "453=x|448=ONE|", SessionRejectReason.IncorrectDataFormat, 453)]
    public void The_first_thing_that_is_wrong_is_named(string message, SessionRejectReason reason, int tag)
    {
        FixVerdict verdict = Check(message);
        Assert.Equal((true, reason, tag, 0), (verdict.IsBad, verdict.Reason, verdict.Tag, verdict.OtherTag));
    }

    [Theory]
    [InlineData(Order + "453=1|447=D|448=ONE|", 448)]        // Does not start with its delimiter.
    [InlineData(Order + "453=2|448=ONE|447=D|447=D|", -447)] // A second entry without its delimiter.
    public void A_group_that_cannot_be_read_is_named_with_its_count(string message, int otherTag)
    {
        FixVerdict verdict = Check(message);
        Assert.Equal((SessionRejectReason.Other, 453, otherTag), (verdict.Reason, verdict.Tag, verdict.OtherTag));
    }

    [Fact]
    public void Each_check_can_be_switched_off()
    {
        FixValidationOptions all = FixValidationOptions.Default;
        Assert.False(Check(Order + "97=Y|", all with { ValidateFieldsOutOfOrder = false }).IsBad);
        Assert.False(Check(Order + "38=|", all with { ValidateFieldsHaveValues = false }).IsBad);
        Assert.False(Check(Order + "5000=HI|", all with { ValidateUserDefinedFields = false }).IsBad);
        Assert.True(Check(Order + "999=HI|", all with { ValidateUserDefinedFields = false }).IsBad);
        Assert.False(Check(Order + "999=HI|112=HI|", all with { AllowUnknownMsgFields = true }).IsBad);
    }

    [Fact]
    public void The_order_in_a_group_is_checked_where_the_options_ask()
    {
        const string unordered = Order + "453=1|448=ONE|452=3|447=D|";
        FixValidationOptions strict = new() { ValidateUnorderedGroupFields = true };

        Assert.False(Check(unordered).IsBad);
        FixVerdict verdict = Check(unordered, strict);
        Assert.Equal((SessionRejectReason.GroupFieldsOutOfOrder, 447), (verdict.Reason, verdict.Tag));
    }

    [Fact]
    public void Mutated_messages_break_nothing_and_allocate_nothing()
    {
        const int seed = 4;
        int count = FuzzCount.Of(100_000);
        byte[][] corpus =
        [
            FixText.Message(Order + "453=2|448=ONE|447=D|448=TWO|452=3|58=text|"),
            FixText.Message("8=FIX.4.4|35=A|34=1|49=TW|52=20260115-14:30:00.123|56=ISLD|98=0|108=30|95=3|96=a|b|"),
        ];
        var random = new Random(seed);
        var validator = new FixValidator(Dictionary);
        byte[] input = new byte[1_024];
        long before = 0;
        for (int i = 0; i < count; i++)
        {
            if (i == count / 10)
                before = GC.GetAllocatedBytesForCurrentThread(); // Everything is compiled.

            byte[] original = corpus[random.Next(corpus.Length)];
            original.CopyTo(input, 0);
            for (int mutations = random.Next(4); mutations >= 0; mutations--)
                input[random.Next(original.Length)] = (byte)"0123456789=\u0001|ABY".AsSpan()[random.Next(16)];

            FixMessage message = _scanner.Scan(input.AsSpan(0, original.Length));
            validator.Check(in message);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private FixVerdict Check(string text, FixValidationOptions? options = null)
    {
        FixMessage message = _scanner.Scan(FixText.Message(text));
        return new FixValidator(Dictionary, options).Check(in message);
    }
}
