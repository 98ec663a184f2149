using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Files;

public sealed class DataFileFormatTests : IDisposable
{
    private readonly DataSamples _samples = new();

    public static TheoryData<string, string, DataFormat, string[]> TextFiles() => new()
    {
        {
            "EURUSD_M1_2022.csv", "datetime;open;high;low;close;volume\n2022-01-02 22:03:00;1.1369;1.2;1.1;1.15;0\n",
            DataFormat.HeaderCsv, ["2 EURUSD 2022-01-02T22:03:00 Bar None 1.1369 1.2 1.1 1.15 v0 60s"]
        },
        {
            "gbpusd-m1-ask-2012.csv", "timestamp,open,high,low,close\n2012-02-01 00:00:00+02:00,1,2,0.5,1.5\n",
            DataFormat.HeaderCsv, ["2 GBPUSD 2012-01-31T22:00:00 Bar Sell 1 2 0.5 1.5 v0 60s"]
        },
        {
            "trades.csv", ",timestamp,id,type,side,price,amount,cost\n0,1675329600138,12,,buy,1666.8,26.062,4,x\n",
            DataFormat.HeaderCsv, ["2 TRADES 2023-02-02T09:20:00.138 Trade Buy 1666.8 x 26.062 #12"]
        },
        {
            "BTCUSDT-aggTrades-2024-01-01.csv",
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n" +
            "7,42.5,0.1,7,7,1704067200000,true\n",
            DataFormat.HeaderCsv, ["2 BTCUSDT 2024-01-01T00:00:00 Trade Sell 42.5 x 0.1 #7"]
        },
        {
            "BTCUSDT-aggTrades-2025-01-01.csv", "7,42.5,0.1,7,7,1735689600000001,False,True\n",
            DataFormat.BinanceAggTrades, ["1 BTCUSDT 2025-01-01T00:00:00.000001 Trade Buy 42.5 x 0.1 #7"]
        },
        {
            "BTCUSDT-1h-2024-01.csv", "1704067200000,1,3,0.5,2,10.5,1704070799999,1,2,3,4,0\n",
            DataFormat.BinanceKlines, ["1 BTCUSDT 2024-01-01T00:00:00 Bar None 1 3 0.5 2 v10.5 3600s"]
        },
        {
            "quotes.csv", "time,bid,ask,bid_size,ask_size\n1.5,1.1,1.2,5,6\n",
            DataFormat.HeaderCsv, ["2 QUOTES 1970-01-01T00:00:01.5 Quote0 1.1 x 5 / 1.2 x 6"]
        },
        {
            "eurusd_ticks.csv", "20200101 170000065,1.1212,1.12172,0\n",
            DataFormat.HistDataTicks, ["1 EURUSD 2020-01-01T22:00:00.065 Quote0 1.1212 x 0 / 1.12172 x 0"]
        },
        {
            "DAT_EURUSD.csv", "20200701 170000;1.1;1.2;1.0;1.15;0\n", // Summer, yet five hours behind.
            DataFormat.HistDataBars, ["1 DAT_EURUSD 2020-07-01T22:00:00 Bar None 1.1 1.2 1 1.15 v0 0s"]
        },
        {
            "AAPL_2012-06-21_34200000_37800000_message_50.csv",
            "34200.004241176,1,16113575,18,5853300,1\n34200.1,4,16113575,10,5853300,1\n34201,5,0,3,5853350,-1\n",
            DataFormat.LobsterMessages,
            [
                "1 AAPL 2012-06-21T13:30:00.0042411+76 BookAction Add 16113575 Buy 585.33 x 18",
                "2 AAPL 2012-06-21T13:30:00.1 BookAction Execute 16113575 Buy 585.33 x 10",
                "3 AAPL 2012-06-21T13:30:01 BookAction ExecuteHidden 0 Sell 585.335 x 3",
            ]
        },
        {
            "AAPL_2012-06-21_34200000_57600000_orderbook_2.csv", "5859400,200,5853300,18,9999999999,0,-9999999999,0\n",
            DataFormat.LobsterBook,
            [
                "1 AAPL 1970-01-01T00:00:00 Quote0 585.33 x 18 / 585.94 x 200 [HasNoTime]",
                "1 AAPL 1970-01-01T00:00:00 Depth1 0 x 0 / 0 x 0 [HasNoTime]",
            ]
        },
    };

    public static TheoryData<string, string, DataFormat, string[]> JsonFiles() => new()
    {
        {
            "ETH_BTC-5m.json",
            "[[1515560100000, 0.0984, 1e-1, 0.09, 0.095, 1820.54447418],\n [1515560400000,1,1,1,1,2]]",
            DataFormat.JsonRows,
            [
                "1 ETH_BTC 2018-01-10T04:55:00 Bar None 0.0984 0.1 0.09 0.095 v1820.54447418 300s",
                "2 ETH_BTC 2018-01-10T05:00:00 Bar None 1 1 1 1 v2 300s",
            ]
        },
        {
            "XRP_ETH-trades.json", "[[1570752011620,\"13519807\",null,\"sell\",0.00141342,23.0,0.03250866]]",
            DataFormat.JsonRows, ["1 XRP_ETH 2019-10-11T00:00:11.62 Trade Sell 0.00141342 x 23 #13519807"]
        },
        {
            "XRP_OLD-trades.json",
            "[{\"info\":{\"a\":1,\"p\":\"9\"},\"timestamp\":1570752011620,\"id\":\"77\",\"side\":\"buy\"," +
            "\"price\":0.5,\"amount\":2.0}]",
            DataFormat.JsonRows, ["1 XRP_OLD 2019-10-11T00:00:11.62 Trade Buy 0.5 x 2 #77"]
        },
    };

    public static TheoryData<string, string, string, string[]> LeanFiles() => new()
    {
        {
            "equity/usa/tick/ibm/20131007_trade.zip", "20131007_ibm_Trade_Tick.csv", "14400546,1750000,100,P,2000,1\n",
            ["1 IBM 2013-10-07T08:00:00.546 Trade None 175 x 100 #0 [Suspicious]"]
        },
        {
            "equity/usa/tick/ibm/20131007_quote.zip", "20131007_ibm_Quote_Tick.csv",
            "14400546,1750000,100,0,0,P,1,0\n14400546,0,0,1848300,100,P,1,0\n",
            [
                "1 IBM 2013-10-07T08:00:00.546 Quote0 175 x 100 / 0 x 0",
                "2 IBM 2013-10-07T08:00:00.546 Quote0 0 x 0 / 184.83 x 100",
            ]
        },
        {
            "equity/usa/minute/spy/20131115_quote.zip", "20131115_spy_minute_quote.csv", // Winter time.
            "34200000,1,2,1,2,100,10003,10004,10003,10003,200\n60000,,,,,,1,1,1,1,5\n",
            [
                "1 SPY 2013-11-15T14:30:00 Bar Buy 0.0001 0.0002 0.0001 0.0002 v100 60s",
                "1 SPY 2013-11-15T14:30:00 Bar Sell 1.0003 1.0004 1.0003 1.0003 v200 60s",
                "2 SPY 2013-11-15T05:01:00 Bar Sell 0.0001 0.0001 0.0001 0.0001 v5 60s",
            ]
        },
        {
            "equity/usa/daily/spy.zip", "spy.csv", "19980102 00:00,973100,975300,965300,973600,2150000\n",
            ["1 SPY 1998-01-02T05:00:00 Bar None 97.31 97.53 96.53 97.36 v2150000 86400s"]
        },
        {
            "forex/fxcm/tick/eurusd/20140507_quote.zip", "20140507_eurusd_tick_quote.csv", "1014,1.39248,1.39250\n",
            ["1 EURUSD 2014-05-07T05:00:01.014 Quote0 1.39248 x 0 / 1.3925 x 0"]
        },
        {
            "forex/oanda/hour/eurusd.zip", "eurusd.csv", "20070330 01:00,1,2,1,2,0,1.1,2.1,1.1,2.1,0\n",
            [
                "1 EURUSD 2007-03-30T01:00:00 Bar Buy 1 2 1 2 v0 3600s",
                "1 EURUSD 2007-03-30T01:00:00 Bar Sell 1.1 2.1 1.1 2.1 v0 3600s",
            ]
        },
        {
            "crypto/coinbase/minute/ethusd/20170904_quote.zip", "20170904_ethusd_minute_quote.csv",
            "0,353.05,353.05,353.05,353.05,124.41876474999998,353.06,353.06,353.06,353.06,40\n",
            [
                "1 ETHUSD 2017-09-04T00:00:00 Bar Buy 353.05 353.05 353.05 353.05 v124.41876475 60s [IsRounded]",
                "1 ETHUSD 2017-09-04T00:00:00 Bar Sell 353.06 353.06 353.06 353.06 v40 60s [IsRounded]",
            ]
        },
        {
            "crypto/coinbase/second/btcusd/20161009_trade.zip", "20161009_btcusd_second_trade.csv",
            "1000,619.41,619.46,619.3,619.45,3.74306\n",
            ["1 BTCUSD 2016-10-09T00:00:01 Bar None 619.41 619.46 619.3 619.45 v3.74306 1s"]
        },
    };

    [Theory]
    [MemberData(nameof(TextFiles))]
    [MemberData(nameof(JsonFiles))]
    public void A_text_file_is_told_by_its_contents(string name, string text, DataFormat format, string[] expected)
    {
        string plain = _samples.Write(name, text);
        string packed = _samples.Write("packed/" + name, DataSamples.Gzip(System.Text.Encoding.UTF8.GetBytes(text)));

        using (DataFile file = DataFile.OpenOrThrow(plain))
            Assert.Equal(format, file.Format);

        Assert.Equal(expected, DataSamples.ReadTexts(plain));
        Assert.Equal(expected, DataSamples.ReadTexts(packed)); // Without the ending .gz.
    }

    [Theory]
    [MemberData(nameof(LeanFiles))]
    public void A_lean_file_is_read_in_its_scale_and_zone(string path, string entry, string text, string[] expected) =>
        Assert.Equal(expected, DataSamples.ReadTexts(_samples.WriteZip(path, (entry, text))));

    [Fact]
    public void Entries_of_a_zip_file_come_by_name_each_with_its_own_format()
    {
        string path = _samples.WriteZip(
            "both.zip",
            ("b-1m.csv", "time,open,high,low,close\n60,1,1,1,1\n"),
            ("a.csv", "time,price,qty\n1,2,3\n"));
        Assert.Equal(
            ["2 A 1970-01-01T00:00:01 Trade None 2 x 3 #0", "2 B 1970-01-01T00:01:00 Bar None 1 1 1 1 v0 60s"],
            DataSamples.ReadTexts(path));
    }

    [Theory]
    [InlineData("time,price,qty\n1,2\n", RowVerdict.WrongNumber)]
    [InlineData("time,price,qty\nnow,2,3\n", RowVerdict.WrongTime)]
    [InlineData("time,price,qty\n2022-13-01,2,3\n", RowVerdict.WrongTime)]
    [InlineData("time,price,qty\n1,2.3.4,3\n", RowVerdict.WrongNumber)]
    [InlineData("time,price,qty\n1,NaN,3\n", RowVerdict.WrongNumber)]
    [InlineData("time,price,qty\n1,9223372037,3\n", RowVerdict.OutOfRange)]
    [InlineData("time,price,qty\n1,1e300,3\n", RowVerdict.OutOfRange)]
    [InlineData("time,price,qty,side\n1,2,3,x\n", RowVerdict.WrongSide)]
    public void A_wrong_row_is_a_record_of_its_own_and_the_next_is_read(string text, RowVerdict expected)
    {
        List<string> texts = DataSamples.ReadTexts(_samples.Write("a.csv", text + "2,2,3,buy\n"));
        Assert.Equal($"2 Refused {expected}", texts[0]);
        Assert.StartsWith("3 A 1970-01-01T00:00:02 Trade", texts[1]);
    }

    [Theory]
    [InlineData("0.1234567894", "0.123456789", true)]
    [InlineData("0.1234567895", "0.12345679", true)]
    [InlineData("-1.5", "-1.5", false)]
    [InlineData("1.5E+2", "150", false)]
    [InlineData("15e-9", "0.000000015", false)]
    [InlineData("5e-10", "0.000000001", true)]
    [InlineData("4e-10", "0", true)]
    [InlineData("0e99", "0", false)]
    [InlineData("1234567.890000000000", "1234567.89", false)]
    public void A_decimal_is_exact_or_rounded_and_says_so(string text, string expected, bool isRounded)
    {
        string row = Assert.Single(DataSamples.ReadTexts(_samples.Write("a.csv", $"time,price,qty\n1,{text},1\n")));
        Assert.Contains($" {expected} x 1 #0", row);
        Assert.Equal(isRounded, row.Contains("IsRounded", StringComparison.Ordinal));
    }

    public void Dispose() => _samples.Dispose();
}
