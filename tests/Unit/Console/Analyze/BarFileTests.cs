using System;
using System.IO;
using System.IO.Compression;
using System.Text;
using LowLatencyEngine.Console.Analyze;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Analyze;

public sealed class BarFileTests : IDisposable
{
    private const string Header = "time,open,high,low,close,volume\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("lle-bars-").FullName;

    [Fact]
    public void Reads_bars_by_the_names_of_the_header()
    {
        string path = Write("a.csv", "volume,close,low,high,open,time,note\n5,2,1,3,1.5,1970-01-01T00:00:01,x\n\n");
        using var file = new BarFile(path);

        Assert.True(file.TryRead(out BarLine line));
        Assert.Equal(new BarLine(0, "1970-01-01T00:00:01", new Bar(1_000_000_000, 1.5, 3, 1, 2, 5)), line);
        Assert.False(file.TryRead(out _));
    }

    [Fact]
    public void Reads_gzip()
    {
        string path = Path.Combine(_folder, "a.csv.gz");
        using (var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(Header + "2024-01-02,1,1,1,1,0\n"));

        using var file = new BarFile(path);
        Assert.True(file.TryRead(out BarLine line));
        Assert.Equal(1, line.Bar.Close);
    }

    [Theory]
    [InlineData("2024-01-02,1,2,1,x,0", "line=2, field=close, value='x'")]
    [InlineData("2024-01-02,1,2,1,NaN,0", "line=2, field=close, value='NaN'")]
    [InlineData("2024-01-02,1,2,1,1e999,0", "line=2, field=close, value='1e999'")]
    [InlineData("2024-01-02,1,2,1,1", "line=2, field=volume, value=''")]
    [InlineData("tomorrow,1,2,1,1,0", "line=2, field=time, value='tomorrow'")]
    [InlineData("2024-01-02,1,0.5,1,1,0", "line=2, field=high, value='0.5'")]
    [InlineData("2024-01-02,1,2,1.5,1,0", "line=2, field=low, value='1.5'")]
    [InlineData("2024-01-02,1,2,1,1,-1", "line=2, field=volume, value='-1'")]
    [InlineData("2024-01-02,1,2,1,1,0\n2024-01-02,1,2,1,1,0", "line=3, field=time, value='2024-01-02'")]
    public void Wrong_line_is_refused_with_file_line_field_and_value(string lines, string expected)
    {
        string path = Write("wrong.csv", Header + lines + "\n");
        using var file = new BarFile(path);
        Assert.Contains($"file={path}, {expected}", Assert.Throws<BarFileException>(() => ReadAll(file)).Message);
    }

    [Fact]
    public void Header_without_a_column_is_refused()
    {
        string path = Write("header.csv", "time,open,high,low,volume\n");
        Assert.Contains("field=close", Assert.Throws<BarFileException>(() => new BarFile(path)).Message);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_but_never_crash()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            string path = Path.Combine(_folder, i % 2 == 0 ? "random.csv" : "random.csv.gz");
            File.WriteAllBytes(path, i % 4 < 2 ? [.. Encoding.UTF8.GetBytes(Header), .. bytes] : bytes);
            Assert.True(Record.Exception(() => Read(path)) is null or BarFileException, $"seed=1, i={i}");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Read(string path)
    {
        using var file = new BarFile(path);
        ReadAll(file);
    }

    private static void ReadAll(BarFile file)
    {
        while (file.TryRead(out _))
        {
        }
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
