using System;
using System.Text;
using LowLatencyEngine.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Files;

[Collection(ByteCounting.Name)]
public sealed class DataFileTests : IDisposable
{
    private readonly DataSamples _samples = new();

    [Fact]
    public void A_cut_gzip_file_is_refused_after_what_could_be_read()
    {
        byte[] packed = DataSamples.Gzip(Encoding.UTF8.GetBytes(Rows(20_000)));
        string path = _samples.Write("cut.csv.gz", packed[..(packed.Length / 2)]);
        using DataFile file = DataFile.OpenOrThrow(path);
        long count = 0;
        DataFileException e = Assert.Throws<DataFileException>(() =>
        {
            while (file.TryRead(out _))
                count++;
        });
        Assert.Contains($"file={path}, line=", e.Message);
        Assert.True(count > 100);
        Assert.False(file.TryRead(out _)); // And stays ended.
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\nworld\n")]
    [InlineData("{\"topic\":1}\n")]
    [InlineData("LOCATION,TIME,Value\nCHE,1974-Q1,3\n")]
    public void An_unknown_format_is_refused_with_what_can_be_read(string text)
    {
        string path = _samples.Write("what.txt", text);
        Assert.Contains($"file={path}", Assert.Throws<DataFileException>(() => DataFile.OpenOrThrow(path)).Message);
    }

    [Theory]
    [InlineData("1723161256000000000 {\"stream\":\"btcusdt@trade\"}\n", "no venue's messages")]
    [InlineData("{\"topic\":\"orderbook.500.XRPUSDT\"}\n", "line must be a message with the venue's time in ts")]
    [InlineData("1723161256000000000 {\"stream\":1}\n1723161256000000001\n", "line must start with the receive time")]
    public void A_recording_of_no_venue_is_refused_with_the_reason(string text, string reason)
    {
        string path = _samples.Write("what.jsonl", text);
        Assert.Contains(reason, Assert.Throws<DataFileException>(() => DataFile.OpenOrThrow(path)).Message);
    }

    [Fact]
    public void A_folder_and_an_empty_file_are_said_to_be_what_they_are()
    {
        string path = _samples.Write("folder/empty.csv", "");
        string folder = System.IO.Path.GetDirectoryName(path)!;
        Assert.Equal(
            $"data file is a folder: file={folder}; name the files in it",
            Assert.Throws<DataFileException>(() => DataFile.OpenOrThrow(folder)).Message);
        Assert.Equal(
            $"data file cannot be read: file={path}, cause=there is nothing in it",
            Assert.Throws<DataFileException>(() => DataFile.OpenOrThrow(path)).Message);
    }

    [Fact]
    public void Zstd_is_refused_with_the_way_out()
    {
        string path = _samples.Write("a.dbn.zst", [0x28, 0xb5, 0x2f, 0xfd, 0]);
        Assert.Contains("zstd -d", Assert.Throws<DataFileException>(() => DataFile.OpenOrThrow(path)).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(
            "file=nowhere.csv",
            Assert.Throws<DataFileException>(() => DataFile.OpenOrThrow("nowhere.csv")).Message);

    [Theory]
    [InlineData("[[1,2,3,4,5,6]")]
    [InlineData("[[1,2,3,4,5")]
    [InlineData("[[1,2,3,4,5,6] x]")]
    public void A_json_array_that_is_not_whole_is_refused(string text)
    {
        string path = _samples.Write("a.json", text);
        Assert.Throws<DataFileException>(() => DataSamples.ReadTexts(path));
    }

    [Fact]
    public void Lines_longer_than_the_window_are_read_and_endless_ones_refused()
    {
        string blanks = new(' ', 300_000);
        Assert.Equal(2, DataSamples.ReadTexts(_samples.Write("a.csv", $"time,price,qty\n1,2,3{blanks}\n2,2,3")).Count);

        string endless = _samples.Write("b.csv", "time,price,qty\n1,2,3" + new string(' ', 17_000_000));
        Assert.Contains("longer than", Assert.Throws<DataFileException>(() => DataSamples.ReadTexts(endless)).Message);
    }

    [Fact]
    public void Damaged_text_is_read_or_refused_but_never_crashes()
    {
        var random = new Random(3);
        string[] starts =
        [
            "time,open,high,low,close,volume\n1,1,1,1,1,1\n", "34200.1,1,2,3,4,1\n",
            "[[1570752011620,\"1\",null,\"b\",1,2,3]]",
            "[{\"p\":\"1\",\"q\":\"2\",\"T\":3}]", "20200101 170000065,1.1,1.2,0\n", "20200101 00:00,1,1,1,1,1\n",
        ];
        for (int i = 0; i < 3_000; i++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(starts[i % starts.Length] + Rows(2));
            for (int change = 0; change < 2; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);

            string path = _samples.Write("20200101_fuzz", bytes);
            Exception? e = Record.Exception(() => DataSamples.ReadTexts(path));
            Assert.True(e is null or DataFileException, $"seed=3, i={i}: {e}");
        }
    }

    [Fact]
    public void A_record_allocates_nothing()
    {
        using DataFile file = DataFile.OpenOrThrow(_samples.Write("a.csv", Rows(20_000)));
        Read(file, 10_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(file, 9_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose() => _samples.Dispose();

    private static string Rows(int count)
    {
        var text = new StringBuilder("time,open,high,low,close,volume\n");
        var random = new Random(1);
        for (int i = 0; i < count; i++)
            text.Append($"{1_700_000_000 + 60 * i},{random.Next(99)}.5,100,0.25,{random.Next(99)},{random.Next()}\n");

        return text.ToString();
    }

    private static void Read(DataFile file, int count)
    {
        for (int i = 0; i < count; i++)
            Assert.True(file.TryRead(out _));
    }
}
