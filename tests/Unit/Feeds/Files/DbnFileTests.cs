using System;
using LowLatencyEngine.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Files;

public sealed class DbnFileTests : IDisposable
{
    private const uint Id = 7;
    private const long Second = 1_000_000_000;

    private readonly DataSamples _samples = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Orders_levels_trades_bars_and_definitions_are_read_in_every_version(int version)
    {
        byte[] bytes = new DbnSamples(version, "ESM4", Id)
            .Record(19, version == 1 ? 360 : version == 2 ? 400 : 520, Id, Second, (24, 250_000_000L))
            .Record(
                160, 56, Id, Second, (16, 11L), (24, 5_000L * Second), (32, 3u), (38, 'A'), (39, 'B'), (36, (byte)128))
            .Record(160, 56, Id, Second, (16, 11L), (24, 5_000L * Second), (32, 1u), (38, 'F'), (39, 'B'))
            .Record(160, 56, Id, Second, (24, 5_000L * Second), (32, 1u), (38, 'T'), (39, 'A'), (52, 9u))
            .Record(160, 56, Id, Second, (24, long.MaxValue), (38, 'R'), (39, 'N'))
            .Record(160, 56, Id, Second, (38, 'N'), (39, 'N'))
            .Record(0, 48, Id, Second, (16, 4L * Second), (24, 2u), (28, 'T'), (29, 'B'), (44, 5u))
            .Record(1, 80, 8, Second, (28, 'A'), (48, 4L * Second), (56, long.MaxValue), (64, 6u))
            .Record(33, 56, Id, 60 * Second, (16, Second), (24, 3 * Second), (32, Second), (40, 2 * Second), (48, 12L))
            .Record(23, 20, Id, Second)
            .ToArray();
        string path = _samples.Write("a.bin", bytes);

        Assert.Equal(
            [
                "1 ESM4 1970-01-01T00:00:01 Definition 0.25",
                "2 ESM4 1970-01-01T00:00:01 BookAction Add 11 Buy 5000 x 3",
                "3 ESM4 1970-01-01T00:00:01 BookAction Fill 11 Buy 5000 x 1",
                "4 ESM4 1970-01-01T00:00:01 Trade Sell 5000 x 1 #9",
                "5 ESM4 1970-01-01T00:00:01 BookAction Clear 0 None 0 x 0",
                "7 ESM4 1970-01-01T00:00:01 Trade Buy 4 x 2 #5",
                "8 8 1970-01-01T00:00:01 Quote0 4 x 6 / 0 x 0",
                "9 ESM4 1970-01-01T00:01:00 Bar None 1 3 1 2 v12 60s",
            ],
            DataSamples.ReadTexts(path));
        Assert.Equal(DataSamples.ReadTexts(path), DataSamples.ReadTexts(_samples.Write("b", DataSamples.Gzip(bytes))));
    }

    [Fact]
    public void Ten_levels_are_a_quote_and_nine_depths_after_the_trade()
    {
        byte[] bytes = new DbnSamples(1, "ESM4", Id)
            .Record(10, 368, Id, Second, (16, Second), (24, 1u), (28, 'T'), (29, 'B'), (48 + 9 * 32, 3 * Second))
            .ToArray();
        System.Collections.Generic.List<string> texts = DataSamples.ReadTexts(_samples.Write("a.dbn", bytes));
        Assert.Equal(11, texts.Count);
        Assert.Contains("Trade Buy 1 x 1", texts[0]);
        Assert.Contains("Depth9 3 x 0", texts[10]);
    }

    [Fact]
    public void A_cut_record_is_refused_with_file_and_record()
    {
        byte[] bytes = new DbnSamples(1, "ESM4", Id)
            .Record(0, 48, Id, Second, (16, Second), (24, 1u))
            .Record(0, 48, Id, Second, (16, Second), (24, 1u))
            .ToArray();
        string path = _samples.Write("cut.dbn", bytes[..^5]);
        string message = Assert.Throws<DataFileException>(() => DataSamples.ReadTexts(path)).Message;
        Assert.Contains($"file={path}, line=2, cause=cut off", message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Another_version_is_refused(byte version)
    {
        byte[] bytes = new DbnSamples(1, "ESM4", Id).ToArray();
        bytes[3] = version;
        string path = _samples.Write("a.dbn", bytes);
        DataFileException e = Assert.Throws<DataFileException>(() => DataFile.OpenOrThrow(path));
        Assert.Contains($"version={version}", e.Message);
    }

    [Fact]
    public void Damaged_bytes_are_read_or_refused_but_never_crash()
    {
        var random = new Random(7);
        byte[] good = new DbnSamples(2, "ESM4", Id).Record(160, 56, Id, Second).Record(1, 80, Id, Second).ToArray();
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bytes = (byte[])good.Clone();
            for (int change = 0; change < 3; change++)
                bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);

            string path = _samples.Write("fuzz.dbn", bytes);
            Exception? e = Record.Exception(() => DataSamples.ReadTexts(path));
            Assert.True(e is null or DataFileException, $"seed=7, i={i}: {e}");
        }
    }

    public void Dispose() => _samples.Dispose();
}
