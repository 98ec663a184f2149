using System.CommandLine;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Console.Data;
using LowLatencyEngine.Feeds.Files;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle data`: what files of market data hold, and what is wrong with them.</summary>
internal static class DataCommands
{
    private const long NsPerSecond = 1_000_000_000;

    public static Command Create() => new("data", "files of market data: check, print, download")
    {
        CreateCheck(),
        CreateCat(),
        DownloadCommand.Create(),
    };

    private static Command CreateCheck()
    {
        Argument<string[]> files = Files();
        Option<bool> json = EngineOption.Json();
        Option<string> hours = new("--hours")
        {
            Description = $"when the market is open: {MarketHours.Names}",
            DefaultValueFactory = _ => MarketHours.Automatic,
        };
        Option<int> silence = new("--silence")
        {
            Description = "seconds without a tick that are a gap",
            DefaultValueFactory = _ => 300,
        };
        Option<int> stale = new("--stale")
        {
            Description = "seconds a quote may stay the same while data comes in",
            DefaultValueFactory = _ => 60,
        };
        Option<bool> strict = new("--strict") { Description = "warnings fail the check too" };
        var command = new Command("check", "say what is wrong with files of market data; exit code 1 on errors")
        {
            files, json, hours, silence, stale, strict,
        };
        command.SetAction(parsed => Guarded.Run(() =>
        {
            var limits = new QualityLimits
            {
                SilenceNs = parsed.GetValue(silence) * NsPerSecond,
                StaleNs = parsed.GetValue(stale) * NsPerSecond,
                PriceUnit = 1e9,
            };
            string hoursName = parsed.GetRequiredValue(hours);
            if (!MarketHours.IsName(hoursName))
                return Out.Fail($"unknown hours: hours={hoursName}; give one of {MarketHours.Names}", ExitCode.Usage);

            var doctor = new DataDoctor(new MarketHours(hoursName), limits);
            return Check(doctor, parsed.GetRequiredValue(files), parsed.GetValue(json), parsed.GetValue(strict));
        }));
        return command;
    }

    private static int Check(DataDoctor doctor, string[] files, bool asJson, bool isStrict)
    {
        foreach (string file in files)
            doctor.Check(file);

        if (asJson)
            DataReport.PrintJson(doctor);
        else
            DataReport.Print(doctor);

        bool hasErrors = doctor.Findings.CountOf(DataSeverity.Error) > 0;
        bool hasWarnings = doctor.Findings.CountOf(DataSeverity.Warning) > 0;
        return hasErrors || (isStrict && hasWarnings) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static Command CreateCat()
    {
        Argument<string[]> files = Files();
        Option<bool> json = EngineOption.Json();
        Option<long> limit = new("--limit")
        {
            Description = "records to print",
            DefaultValueFactory = _ => long.MaxValue,
        };
        var command = new Command("cat", "print the records of files of market data, merged by time")
        {
            files, json, limit,
        };
        command.SetAction(parsed => Guarded.Run(() =>
            Cat(parsed.GetRequiredValue(files), parsed.GetValue(json), parsed.GetValue(limit))));
        return command;
    }

    private static int Cat(string[] files, bool asJson, long limit)
    {
        using var merge = new DataMerge(files);
        for (long i = 0; i < limit && merge.TryRead(out DataRecord record); i++)
        {
            if (asJson)
            {
                Out.DataJson(new
                {
                    file = files[record.FileIndex],
                    line = record.LineNumber,
                    symbol = merge.Symbols[record.InstrumentIndex],
                    kind = RecordText.NameOf(record.Kind),
                    text = RecordText.Of(in record),
                });
            }
            else
            {
                Out.Data($"{merge.Symbols[record.InstrumentIndex]} {RecordText.Of(in record)}");
            }
        }

        return ExitCode.Ok;
    }

    private static Argument<string[]> Files() => new("FILE")
    {
        Description = "files of any format the engine reads, gzip and zip included",
        Arity = ArgumentArity.OneOrMore,
    };
}
