using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using LowLatencyEngine.Venues.MessageLog;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.MessageLog;

[Collection(ByteCounting.Name)]
public sealed class BinaryLogTests
{
    private const string Logon = "8=FIX.4.4|9=9|35=A|553=me|554=secret|925=new|10=000|";
    private const string Order = "8=FIX.4.4|9=9|35=D|11=1|10=000|";

    [Fact]
    public void Reads_back_what_was_logged_with_secrets_masked()
    {
        var buffer = new MessageLogBuffer(4_096);
        Assert.True(buffer.TryAppend(MessageDirection.Sent, Bytes(Logon), timestampNs: 7));
        Assert.True(buffer.TryAppend(MessageDirection.Received, Bytes(Order), timestampNs: 8));
        using var file = new MemoryStream();
        Assert.Equal(2, new MessageLogWriter(buffer, file).Drain());

        var reader = new BinaryLogReader(file.ToArray());
        Assert.True(BinaryLogLayout.IsBinaryLog(file.ToArray()));
        Assert.True(reader.TryRead(out LoggedMessage logon));
        Assert.Equal((MessageDirection.Sent, 7), (reader.Direction, reader.TimestampNs));
        Assert.Equal("8=FIX.4.4|9=9|35=A|553=me|554=******|925=***|10=000|", Text(logon));
        Assert.True(reader.TryRead(out LoggedMessage order));
        Assert.Equal((MessageDirection.Received, 8), (reader.Direction, reader.TimestampNs));
        Assert.Equal((Order, 2, false), (Text(order), order.Line, order.IsCut));
        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData("35=A|95=6|96=sesame|554=sesame|925=so|10=000|", "35=A|95=6|96=******|554=******|925=**|10=000|")]
    [InlineData("35=A|95=6|96=ses|me|553=me|10=000|", "35=A|95=6|96=******|553=me|10=000|")]
    [InlineData("35=A|95=99|96=ses|ame|553=me|10=000|", "35=A|95=99|96=***|***|553=me|10=000|")]
    [InlineData("35=A|96=sesame|10=000|", "35=A|96=******|10=000|")]
    [InlineData("35=BE|1401=2|1402=so|1403=2|1404=so|10=000|", "35=BE|1401=2|1402=**|1403=2|1404=**|10=000|")]
    [InlineData("35=A|90=6|91=sesame|93=6|89=sesame|10=000|", "35=A|90=6|91=******|93=6|89=******|10=000|")]
    [InlineData("35=D|11=sesame|10=000|", "35=D|11=sesame|10=000|")]
    public void Every_field_that_may_hold_a_secret_is_masked(string message, string expected)
    {
        byte[] bytes = Bytes(message);
        SecretMask.Apply(bytes);
        Assert.Equal(expected, Encoding.ASCII.GetString(bytes).Replace('\u0001', '|'));
    }

    [Fact]
    public void Says_how_many_messages_found_no_room()
    {
        var buffer = new MessageLogBuffer(4_096);
        int fitting = 0;
        while (buffer.TryAppend(MessageDirection.Sent, Bytes(Order), timestampNs: 1))
            fitting++;

        Assert.False(buffer.TryAppend(MessageDirection.Sent, Bytes(Order), timestampNs: 1));
        Assert.Equal(2, buffer.LostCount);
        using var file = new MemoryStream();
        var writer = new MessageLogWriter(buffer, file);
        writer.Drain();
        Assert.True(buffer.TryAppend(MessageDirection.Sent, Bytes(Order), timestampNs: 1));
        writer.Drain();

        var reader = new BinaryLogReader(file.ToArray());
        int read = 0;
        while (reader.TryRead(out _))
            read++;

        Assert.Equal((fitting + 1, 2), (read, reader.LostCount));
    }

    [Fact]
    public void Stops_where_its_writer_was_killed()
    {
        var buffer = new MessageLogBuffer(4_096);
        buffer.TryAppend(MessageDirection.Sent, Bytes(Order), timestampNs: 1);
        buffer.TryAppend(MessageDirection.Sent, Bytes(Order), timestampNs: 1);
        using var file = new MemoryStream();
        new MessageLogWriter(buffer, file).Drain();
        byte[] whole = file.ToArray();
        for (int length = BinaryLogLayout.FileHeaderSizeBytes; length < whole.Length; length++)
        {
            var reader = new BinaryLogReader(whole.AsMemory(0, length));
            int count = 0;
            while (reader.TryRead(out _))
                count++;

            int firstEnd = BinaryLogLayout.FileHeaderSizeBytes + BinaryLogLayout.SizeOfRecord(Order.Length);
            Assert.Equal(length < firstEnd ? 0 : 1, count);
        }
    }

    [Fact]
    public void Passes_messages_between_two_threads_in_order_and_whole()
    {
        const int count = 20_000;
        var buffer = new MessageLogBuffer(4_096);
        var taken = new List<string>();
        var writer = new Thread(() =>
        {
            var record = new byte[1_024];
            while (taken.Count < count)
            {
                if (buffer.TryRemove(record) == 0)
                {
                    Thread.Yield();
                    continue;
                }

                int length = BinaryLogLayout.LengthOf(record);
                if (length > 0)
                    taken.Add(Encoding.ASCII.GetString(record, BinaryLogLayout.RecordHeaderSizeBytes, length));
            }
        });
        writer.Start();
        for (int i = 0; i < count; i++)
        {
            byte[] message = Encoding.ASCII.GetBytes(new string('x', i % 97) + i);
            while (!buffer.TryAppend(MessageDirection.Sent, message, i))
                Thread.Yield();
        }

        writer.Join();
        for (int i = 0; i < count; i++)
            Assert.Equal(new string('x', i % 97) + i, taken[i]);
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        var buffer = new MessageLogBuffer(4_096);
        byte[] message = Bytes(Order);
        var record = new byte[1_024];
        Run(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.True(buffer.TryAppend(MessageDirection.Sent, message, i));
                Assert.True(buffer.TryRemove(record) > 0);
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text.Replace('|', '\u0001'));

    private static string Text(LoggedMessage message) =>
        Encoding.ASCII.GetString(message.Bytes).Replace('\u0001', '|');
}
