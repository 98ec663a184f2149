using System;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

[Collection(ByteCounting.Name)]
public sealed class FixAllocationTests
{
    private const int WarmUpCount = 2_000;
    private const int CountedCount = 2_000;

    private readonly FixScanner _scanner = new();
    private readonly byte[] _buffer = new byte[1_024];

    [Fact]
    public void Framing_scanning_and_reading_allocate_nothing()
    {
        byte[] bytes = FixText.Message("8=FIX.4.4|35=8|34=2|52=20260115-14:30:00.123|54=1|14=5|95=3|96=a|c|31=1.5|");
        AssertNoBytes(() =>
        {
            FixFramer.TryFrame(bytes, 1_024, out int length);
            FixMessage message = _scanner.Scan(bytes.AsSpan(0, length));
            message.TryGetInt64(14, out _);
            message.TryGetTimestampNs(52, out _);
            message.TryGetChar(54, out _);
            foreach (FixField field in message)
                message.TryGet(field.Tag, out _);
        });
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        AssertNoBytes(() =>
        {
            var writer = new FixWriter(_buffer, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
            writer.Append(11, 123_456);
            writer.AppendChar(54, '1');
            writer.AppendTimestamp(60, SessionBench.StartNs, FixTimePrecision.Nanoseconds);
            writer.Append(44, "1.08345"u8);
            writer.TryFinish(out _);
        });
    }

    [Fact]
    public void Two_sessions_that_trade_allocate_nothing()
    {
        var pair = new SessionPair(new SentMessageRing(capacitySlots: 256, slotSizeBytes: 512));
        pair.LogOn();
        AssertNoBytes(() =>
        {
            pair.SendOrder();
            pair.ExchangeAll();
            pair.Initiator.OnTimer(pair.NowNs);
            pair.Acceptor.OnTimer(pair.NowNs);
            pair.Pass(seconds: 1);
        });
        Assert.True(pair.Acceptor.Counters.MessagesDelivered >= WarmUpCount + CountedCount);
    }

    private static void AssertNoBytes(Action action)
    {
        for (int i = 0; i < WarmUpCount; i++)
            action();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < CountedCount; i++)
            action();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
