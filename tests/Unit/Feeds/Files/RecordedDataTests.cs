using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Files;

/// <summary>Every file of the recorded data, against the counts and spans that its README states.</summary>
public sealed class RecordedDataTests
{
    [SharedDataTheory]
    [InlineData("crypto-freqtrade/ETH_BTC-5m.json.gz", "Bar", 5_760)]
    [InlineData("crypto-freqtrade/LTC_BTC-5m.json.gz", "Bar", 5_760)]
    [InlineData("crypto-freqtrade/UNITTEST_BTC-1m.json.gz", "Bar", 13_681)]
    [InlineData("crypto-freqtrade/XRP_ETH-trades.json.gz", "Trade", 12_477)]
    [InlineData("crypto-freqtrade/XRP_OLD-trades.json.gz", "Trade", 12_477)]
    [InlineData("crypto-freqtrade/orderflow_public_trades_list.csv.gz", "Trade", 1_000)]
    [InlineData("usdc-depeg-202303/binanceus_BTCUSDC_1m_20230301_20230321.csv.gz", "Bar", 30_240)]
    [InlineData("usdc-depeg-202303/binanceus_BTCUSD_1m_20230301_20230321.csv.gz", "Bar", 30_240)]
    [InlineData("lobster-aapl/AAPL_2012-06-21_34200000_37800000_message_50.csv.gz", "BookAction", 91_997)]
    [InlineData("lobster-aapl/AAPL_2012-06-21_34200000_57600000_orderbook_1.csv.gz", "Quote", 118_497)]
    [InlineData("databento-mbo-nautilus/futures_ohlcv-1m_2024-07-01T23-40_2024-07-02T00-10.dbn.gz", "Bar", 60)]
    [InlineData("databento-mbo-nautilus/futures_trades_2024-07-01T23-58_2024-07-02T00-02.dbn.gz", "Trade", 120)]
    [InlineData("databento-mbo-nautilus/orderbooks_definition.dbn.gz", "Definition", 1)]
    public void A_file_has_the_rows_its_readme_states(string path, string kind, int expected)
    {
        Dictionary<DataRecordKind, int> counts = Count(SharedData.PathOf("data/" + path));
        Assert.Equal([Enum.Parse<DataRecordKind>(kind)], counts.Keys);
        Assert.Equal(expected, counts[Enum.Parse<DataRecordKind>(kind)]);
    }

    // The README counts line ends; the last line of each file has none.
    [SharedDataTheory]
    [InlineData("lean/equity/usa/tick/ibm", "*_quote.zip", "Quote", 575_584 + 5)]
    [InlineData("lean/equity/usa/tick/ibm", "*_trade.zip", "Trade", 126_390 + 5)]
    [InlineData("lean/equity/usa/tick/spy", "20131007_trade.zip", "Trade", 250_600 + 1)]
    [InlineData("lean/forex/fxcm/tick/eurusd", "*.zip", "Quote", 1_144_794 + 13)]
    public void Lean_ticks_have_the_rows_the_readme_states(string folder, string pattern, string kind, int expected)
    {
        int count = 0;
        foreach (string path in Directory.GetFiles(SharedData.PathOf("data/" + folder), pattern))
        {
            Dictionary<DataRecordKind, int> counts = Count(path);
            Assert.Single(counts);
            count += counts[Enum.Parse<DataRecordKind>(kind)];
        }

        Assert.Equal(expected, count);
    }

    [SharedDataFact]
    public void Every_bar_of_every_folder_is_read_and_whole()
    {
        string[] folders = ["bars-nautilus", "eurusd-m1-histdata", "usdc-depeg-202303", "crypto-freqtrade", "lean"];
        int fileCount = 0;
        foreach (string folder in folders)
        {
            foreach (string path in Directory.GetFiles(
                SharedData.PathOf("data/" + folder), "*", SearchOption.AllDirectories))
            {
                if (!IsData(path) || path.Contains("tick", StringComparison.Ordinal))
                    continue;

                using DataFile file = DataFile.OpenOrThrow(path);
                while (file.TryRead(out DataRecord record))
                {
                    string Where() => $"{path}:{record.LineNumber} {DataSamples.TextOf(in record, file.Symbols)}";
                    Assert.True(IsWhole(in record), IsWhole(in record) ? "" : Where());
                }

                fileCount++;
            }
        }

        Assert.True(fileCount > 60, $"fileCount={fileCount}");
    }

    private static bool IsData(string path) =>
        (path.EndsWith(".zip", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal)) &&
        !path.Contains("reference/", StringComparison.Ordinal) && !path.Contains("oecd", StringComparison.Ordinal) &&
        !path.Contains("margin_interest", StringComparison.Ordinal);

    private static bool IsWhole(in DataRecord record) => record.Kind switch
    {
        DataRecordKind.Bar => record.LowE9 > 0 && record.LowE9 <= Math.Min(record.OpenE9, record.CloseE9) &&
            record.HighE9 >= Math.Max(record.OpenE9, record.CloseE9) && record.VolumeE8 >= 0,
        DataRecordKind.Trade => record.PriceE9 > 0 && record.QtyE8 > 0,
        _ => false,
    };

    private static Dictionary<DataRecordKind, int> Count(string path)
    {
        Dictionary<DataRecordKind, int> counts = [];
        using DataFile file = DataFile.OpenOrThrow(path);
        while (file.TryRead(out DataRecord record))
            counts[record.Kind] = counts.GetValueOrDefault(record.Kind) + 1;

        return counts;
    }
}
