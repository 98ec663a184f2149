using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Console.Data;
using LowLatencyEngine.Unit.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Data;

/// <summary>Every rule: generated data that is clean, and the same with one defect planted.</summary>
public sealed class DataDoctorTests : IDisposable
{
    private const int RowCount = 200;

    private readonly DataSamples _samples = new();

    /// <summary>Rule, kind of file, row to be replaced (from 0), and by what.</summary>
    public static TheoryData<string, string, int, string> Defects() => new()
    {
        { "wrong-row", "bars", 50, "x,1,1,1,1,1" },
        { "time-order", "bars", 50, Bar(-5, "100,101,99,100,5") },
        { "time-order", "trades", 50, "1700000000,100,1,51,buy" },
        { "duplicate", "bars", 50, Bar(49, "100,101,99,100,5") },
        { "duplicate", "trades", 50, Trade(50, "100,1,49,buy") },
        { "gap", "bars", 50, "" },
        { "gap", "trades", 199, Trade(199 + 400, "100,1,199,buy") },
        { "sequence-break", "trades", 199, Trade(199, "100,1,205,buy") },
        { "crossed", "quotes", 50, Quote(50, "100.2,100.1,1,1") },
        { "locked", "quotes", 50, Quote(50, "100.1,100.1,1,1") },
        { "bad-tick", "trades", 50, Trade(50, "120,1,50,buy") },
        { "bad-tick", "quotes", 50, Quote(50, "80,110.3,1,1") },
        { "bad-tick", "bars", 120, Bar(120, "100,150,99,140,5") },
        { "bar-shape", "bars", 50, Bar(50, "100,99.5,99,100,5") },
        { "bar-shape", "bars", 50, Bar(50, "100,101,100.5,100,5") },
        { "price", "trades", 50, Trade(50, "0,1,50,buy") },
        { "price", "quotes", 50, Quote(50, "-1,100,1,1") },
        { "quantity", "trades", 50, Trade(50, "100,0,50,buy") },
        { "quantity", "bars", 50, Bar(50, "100,101,99,100,-5") },
        { "rounded-number", "trades", 50, Trade(50, "100.00000000004,1,50,buy") },
    };

    [Theory]
    [InlineData("bars")]
    [InlineData("trades")]
    [InlineData("quotes")]
    public void Clean_data_breaks_no_rule(string kind) => Assert.Equal("", Found(Check(Write(kind, Rows(kind)))));

    [Theory]
    [MemberData(nameof(Defects))]
    public void A_planted_defect_is_found_with_its_line(string rule, string kind, int row, string planted)
    {
        string[] rows = Rows(kind);
        rows[row] = planted;
        string path = Write(kind, rows);

        Finding finding = Assert.Single(Check(path).Findings.Findings, finding => finding.Rule.Id == rule);

        int line = rule == "gap" && kind == "bars" ? row + 3 : row + 2; // A missing bar is seen by the next one.
        Assert.Equal((1, path, line), (finding.Count, finding.File, finding.Line));
    }

    [Fact]
    public void A_quote_that_stays_the_same_is_told_once_until_it_changes()
    {
        string[] rows = Rows("quotes");
        for (int i = 20; i < 180; i++)
            rows[i] = Quote(i, i < 100 ? "100.1,100.2,1,1" : "100.2,100.3,1,1");

        DataDoctor doctor = Check(Write("quotes", rows));
        Finding finding = Assert.Single(doctor.Findings.Findings, finding => finding.Rule.Id == "stale-quote");
        Assert.Equal((2, 20 + 61 + 2), (finding.Count, (int)finding.Line));
    }

    [Fact]
    public void A_weekend_is_no_gap_where_the_market_is_closed_and_a_bar_on_it_is_told()
    {
        string friday = "2024-01-05 21:59:00,1.1,1.1,1.1,1.1,0\n";
        string header = "time,open,high,low,close,volume\n2024-01-05 21:58:00,1.1,1.1,1.1,1.1,0\n";
        string sunday = "2024-01-07 22:00:00,1.1,1.1,1.1,1.1,0\n";
        Assert.Equal("", Found(Check(_samples.Write("EURUSD-1m.csv", header + friday + sunday))));
        Assert.Equal("gap=1", Found(Check(_samples.Write("BTCUSD-1m.csv", header + friday + sunday))));

        string saturday = "2024-01-06 12:00:00,1.1,1.1,1.1,1.1,0\n";
        string wrong = _samples.Write("EURUSD-m1.csv", header + friday + saturday + sunday);
        Assert.Equal("outside-hours=1", Found(Check(wrong)));
    }

    [Fact]
    public void A_book_by_order_that_does_not_add_up_is_told()
    {
        string[] rows =
        [
            "34200.1,1,1,10,5000000,1", "34200.2,1,2,10,5000100,-1", "34200.3,2,1,3,5000000,1",
            "34200.4,1,1,5,5000000,1", "34200.5,3,9,5,5000000,1", "34200.6,4,2,11,5000100,-1",
            "34200.7,1,3,1,5000200,1", "34200.8,1,4,1,5000300,1", "34200.9,3,3,1,5000200,1",
        ];
        string path = _samples.Write("AAPL_2012-06-21_1_2_message_1.csv", string.Join('\n', rows));
        Assert.Equal("crossed=1@7 unknown-order=1@5 wrong-order=2@4", Found(Check(path), withLines: true));
    }

    [Fact]
    public void What_was_received_before_it_happened_is_told()
    {
        const long Second = 1_000_000_000;
        byte[] bytes = new DbnSamples(1, "ESM4", 7)
            .Record(0, 48, 7, 1_715_126_400 * Second, (16, Second), (24, 1u), (32, 1_715_126_401 * Second))
            .Record(0, 48, 7, 1_715_126_402 * Second, (16, Second), (24, 1u), (32, 1_715_126_401 * Second))
            .ToArray();
        Assert.Equal("clock-offset=1@2", Found(Check(_samples.Write("a.dbn", bytes)), withLines: true));
    }

    [Fact]
    public void A_marked_row_is_told()
    {
        string path = _samples.WriteZip(
            "equity/usa/tick/ibm/20131007_trade.zip",
            ("20131007_ibm_Trade_Tick.csv", "34200000,1750000,100,P,2000,1\n"));
        Assert.Equal("marked-suspicious=1", Found(Check(path)));
    }

    [Fact]
    public void A_file_that_is_not_the_one_of_its_checksum_is_told()
    {
        string path = Write("bars", Rows("bars"));
        string sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(path + ".CHECKSUM", $"{sum}  bars.csv\n");
        Assert.Equal("", Found(Check(path)));

        File.AppendAllText(path, Bar(200, "100,101,99,100,5"));
        Assert.Equal("checksum=1", Found(Check(path)));
    }

    [Theory]
    [InlineData(0.5, "unreadable-file=1@")]
    [InlineData(0.0, "unreadable-file=1@0")]
    public void A_cut_or_missing_file_is_told_and_the_others_are_checked(double share, string expected)
    {
        byte[] packed = DataSamples.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Rows("bars"))));
        string cut = _samples.Write("cut-1m.csv.gz", packed[..(int)(packed.Length * share)]);
        DataDoctor doctor = Check(cut);
        doctor.Check(Write("bars", Rows("bars")));

        Assert.StartsWith(expected, Found(doctor, withLines: true));
        Assert.Equal(RowCount, doctor.Files[^1].Records);
    }

    [Fact]
    public void Memory_does_not_grow_with_findings()
    {
        string[] rows = Rows("bars");
        string path = Write("bars", [.. rows.Select(_ => "x")]);
        Finding finding = Assert.Single(Check(path).Findings.Findings);
        Assert.Equal(("wrong-row", RowCount, 2L), (finding.Rule.Id, (int)finding.Count, finding.Line));
    }

    public void Dispose() => _samples.Dispose();

    private static string[] Rows(string kind) =>
    [
        .. Enumerable.Range(0, RowCount).Select(i => kind switch
        {
            "bars" => Bar(i, $"{Price(i)},{Price(i) + 0.5m},{Price(i) - 0.5m},{Price(i)},5"),
            "trades" => Trade(i, $"{Price(i)},1,{i},buy"),
            _ => Quote(i, $"{Price(i)},{Price(i) + 0.1m},{i + 1},1"),
        }),
    ];

    private static decimal Price(int i) => 100 + i * 7 % 11 * 0.01m;

    private static string Bar(int minute, string rest) => $"{1_700_006_400 + 60 * minute},{rest}";

    private static string Trade(int second, string rest) => $"{1_700_006_400 + second},{rest}";

    private static string Quote(int second, string rest) => $"{1_700_006_400 + second},{rest}";

    private static DataDoctor Check(string path)
    {
        var doctor = new DataDoctor(new MarketHours(MarketHours.Automatic), new QualityLimits { PriceUnit = 1e9 });
        doctor.Check(path);
        return doctor;
    }

    private static string Found(DataDoctor doctor, bool withLines = false) => string.Join(
        ' ',
        doctor.Findings.Findings.Select(finding =>
            $"{finding.Rule.Id}={finding.Count}" + (withLines ? $"@{finding.Line}" : "")));

    private string Write(string kind, string[] rows)
    {
        string header = kind switch
        {
            "bars" => "time,open,high,low,close,volume",
            "trades" => "time,price,qty,id,side",
            _ => "time,bid,ask,bid_size,ask_size",
        };
        return _samples.Write($"{kind}-1m.csv", string.Join('\n', [header, .. rows]));
    }
}
