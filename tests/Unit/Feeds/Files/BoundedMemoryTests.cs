using System;
using System.IO;
using System.Text;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Feeds.Recorded;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Files;

/// <summary>
/// A file a thousand times as long takes no more memory to read: what is allocated is counted, which no peak can
/// exceed. The long files have tens of megabytes; LLE_LONG_ROWS makes them longer.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class BoundedMemoryTests : IDisposable
{
    private const int ShortRowCount = 300;
    private const long BuffersBytes = 64 * 1024; // Growth of a buffer by what one file happens to have at its end.

    private static readonly int LongRowCount =
        int.TryParse(Environment.GetEnvironmentVariable("LLE_LONG_ROWS"), out int count) ? count : 300_000;

    private readonly DataSamples _samples = new();

    // Name, head, and a row of which {0} is the number.
    public static TheoryData<string, DataFormat, string, string> Formats => new()
    {
        { "BTCUSDT-1m-2024-01-01.csv", DataFormat.BinanceKlines, "",
            "170407{0}0000,42283.58,42298.62,42261.02,42298.61,35.92724,170407{0}9999,1,1271,18.5,2.5,0\n" },
        { "BTCUSDT-aggTrades-2024-01-01.csv", DataFormat.BinanceAggTrades, "",
            "26{0},42283.58,0.00100000,31{0},31{0},1704067{0},True,True\n" },
        { "trades.csv", DataFormat.HeaderCsv, "timestamp,price,amount,side\n", "1704{0},100.5,0.25,buy\n" },
        { "AAPL_2012-06-21_34200000_57600000_message_10.csv", DataFormat.LobsterMessages, "",
            "34{0}.004241176,1,16{0},18,5853300,1\n" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_data_file_takes_no_more_memory_when_it_is_longer(
        string name, DataFormat format, string head, string row)
    {
        string shortFile = Write("short/" + name, head, row, ShortRowCount);
        string longFile = Write("long/" + name, head, row, LongRowCount);
        AllocatedBytes(shortFile, format, ShortRowCount); // Warms up.

        long shortBytes = AllocatedBytes(shortFile, format, ShortRowCount);
        long longBytes = AllocatedBytes(longFile, format, LongRowCount);

        Assert.InRange(longBytes, 0, shortBytes + BuffersBytes);
    }

    [Fact]
    public void A_recording_takes_no_more_memory_when_it_is_longer()
    {
        const string row = "1723161256{0} {{\"stream\":\"btcusdt@trade\",\"data\":{{\"e\":\"trade\",\"t\":{0}}}}}\n";
        string shortFile = Write("short.jsonl", "", row, ShortRowCount);
        string longFile = Write("long.jsonl", "", row, LongRowCount);
        AllocatedBytes(shortFile, ShortRowCount);

        long shortBytes = AllocatedBytes(shortFile, ShortRowCount);
        long longBytes = AllocatedBytes(longFile, LongRowCount);

        Assert.InRange(longBytes, 0, shortBytes + BuffersBytes);
    }

    public void Dispose() => _samples.Dispose();

    private static long AllocatedBytes(string path, DataFormat format, int rowCount)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using DataFile file = DataFile.OpenOrThrow(path);
        int count = 0;
        while (file.TryRead(out DataRecord record))
            count += record.Kind == DataRecordKind.Refused ? 0 : 1;

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((format, rowCount), (file.Format, count));
        return bytes;
    }

    private static long AllocatedBytes(string path, int rowCount)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using RecordedFile file = RecordedFile.OpenOrThrow(path);
        int count = 0;
        while (file.TryRead(out _))
            count++;

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(rowCount, count);
        return bytes;
    }

    private string Write(string name, string head, string row, int count)
    {
        string path = _samples.Write(name, head);
        using var writer = new StreamWriter(path, append: true, Encoding.ASCII);
        var format = CompositeFormat.Parse(row);
        for (int i = 0; i < count; i++)
            writer.Write(string.Format(null, format, 100_000 + i));

        return path;
    }
}
