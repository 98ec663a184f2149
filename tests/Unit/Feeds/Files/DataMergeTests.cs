using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Files;

public sealed class DataMergeTests : IDisposable
{
    private readonly DataSamples _samples = new();

    [Fact]
    public void Equal_times_come_in_the_order_of_files_then_lines()
    {
        string a = _samples.Write("a.csv", "time,price,qty\n1,1,1\n2,2,1\n2,3,1\n");
        string b = _samples.Write("b.csv", "time,price,qty\n2,4,1\n3,5,1\n");
        Assert.Equal(["a:2", "a:3", "a:4", "b:2", "b:3"], Merge([a, b], "ab"));
        Assert.Equal(["a:2", "b:2", "a:3", "a:4", "b:3"], Merge([b, a], "ba"));
    }

    [Fact]
    public void Instruments_are_numbered_over_all_files()
    {
        string a = _samples.Write("a.csv", "time,price,qty\n1,1,1\n");
        string b = _samples.Write("b.csv", "time,price,qty\n1,1,1\n");
        using var merge = new DataMerge([a, b, a]);
        List<int> indexes = [];
        while (merge.TryRead(out DataRecord record))
            indexes.Add(record.InstrumentIndex);

        Assert.Equal([0, 1, 0], indexes);
        Assert.Equal("B", merge.Symbols[1]);
    }

    [Fact]
    public void A_refused_row_comes_with_its_neighbour()
    {
        string a = _samples.Write("a.csv", "time,price,qty\n1,1,1\nx,1,1\n9,1,1\n");
        string b = _samples.Write("b.csv", "time,price,qty\n5,4,1\n");
        Assert.Equal(["a:2", "a:3", "b:2", "a:4"], Merge([a, b], "ab"));
    }

    [Fact]
    public void Sorted_files_merge_as_a_stable_sort_of_all_lines()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            List<string> paths = [];
            List<(long Time, string Text)> all = [];
            for (int file = 0; file < 5; file++)
            {
                var text = new StringBuilder("time,price,qty\n");
                long time = 0;
                for (int line = 2; line < 2 + random.Next(60); line++)
                {
                    time += random.Next(3);
                    text.Append($"{time},1,1\n");
                    all.Add((time, $"{(char)('a' + file)}:{line}"));
                }

                paths.Add(_samples.Write($"{seed}-{file}.csv", text.ToString()));
            }

            string[] expected = [.. all.OrderBy(row => row.Time).Select(row => row.Text)];
            Assert.True(expected.SequenceEqual(Merge(paths, "abcde")), $"seed={seed}");
        }
    }

    public void Dispose() => _samples.Dispose();

    private static List<string> Merge(IReadOnlyList<string> paths, string names)
    {
        using var merge = new DataMerge(paths);
        List<string> rows = [];
        while (merge.TryRead(out DataRecord record))
            rows.Add($"{names[record.FileIndex]}:{record.LineNumber}");

        return rows;
    }
}
