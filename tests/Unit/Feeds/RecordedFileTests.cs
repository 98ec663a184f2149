using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds.Recorded;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

public sealed class RecordedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("recorded-file-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_times_and_messages_line_by_line(bool isCompressed)
    {
        string path = Write("1723161253937085768 {\"a\":1}\n\n2 \r\n3 x y\n4 last", isCompressed);

        (long, string, long)[] expected =
            [(1723161253937085768, "{\"a\":1}", 1), (2, "", 3), (3, "x y", 4), (4, "last", 5)];
        Assert.Equal(expected, Read(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void An_empty_file_has_no_lines(string text) => Assert.Empty(Read(Write(text, isCompressed: false)));

    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("12")]
    [InlineData("12\t{}")]
    [InlineData("-5 {}")]
    [InlineData("99999999999999999999 {}")]
    public void A_line_without_a_time_is_an_error_with_file_and_line(string line)
    {
        string path = Write("1 {}\n2 {}\n" + line + "\n4 {}\n", isCompressed: false);

        RecordedFileException error = Assert.Throws<RecordedFileException>(() => Read(path));
        Assert.Contains($"file={path}, line=3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_error_that_names_it()
    {
        string path = Path.Combine(_folder, "absent.jsonl.gz");

        RecordedFileException error = Assert.Throws<RecordedFileException>(() => Read(path));
        Assert.Contains($"file={path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_or_damaged_gzip_is_an_error_wherever_it_is_cut()
    {
        var random = new Random(7);
        string text = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i} {{\"x\":{random.Next()}}}\n"));
        byte[] whole = File.ReadAllBytes(Write(text, isCompressed: true));
        for (int length = 1; length < whole.Length; length += 97)
        {
            string path = Path.Combine(_folder, "cut.jsonl.gz");
            File.WriteAllBytes(path, whole[..length]);
            RecordedFileException error = Assert.Throws<RecordedFileException>(() => Read(path));
            Assert.Contains("damaged or cut off", error.Message, StringComparison.Ordinal);
        }

        whole[whole.Length / 2] ^= 0x10;
        string damaged = Path.Combine(_folder, "damaged.jsonl.gz");
        File.WriteAllBytes(damaged, whole);
        Assert.Throws<RecordedFileException>(() => Read(damaged));
    }

    [Fact]
    public void Lines_longer_than_the_first_buffer_are_whole()
    {
        string message = new('x', 1_000_003);
        string path = Write($"1 a\n2 {message}\n3 b\n4 {message}y", isCompressed: true);

        Assert.Equal(["a", message, "b", message + "y"], Read(path).Select(line => line.Text));
    }

    [Fact]
    public void A_line_beyond_the_bound_is_an_error()
    {
        string path = Write("1 a\n2 " + new string('x', RecordedFile.LineBytesMax), isCompressed: true);

        RecordedFileException error = Assert.Throws<RecordedFileException>(() => Read(path));
        Assert.Contains("line=2", error.Message, StringComparison.Ordinal);
    }

    private static List<(long TimestampNs, string Text, long Line)> Read(string path)
    {
        var lines = new List<(long, string, long)>();
        using RecordedFile file = RecordedFile.OpenOrThrow(path);
        while (file.TryRead(out RecordedFrame frame))
            lines.Add((frame.ReceiveTimestampNs, Encoding.UTF8.GetString(frame.Bytes.Span), frame.LineNumber));

        return lines;
    }

    private string Write(string text, bool isCompressed)
    {
        string path = Path.Combine(_folder, isCompressed ? "sample.jsonl.gz" : "sample.jsonl");
        using Stream file = File.Create(path);
        using Stream stream = isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
