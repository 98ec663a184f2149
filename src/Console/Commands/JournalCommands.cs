using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Journal.Archive;
using LowLatencyEngine.Model;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle journal`: what an engine wrote. A running engine notices nothing of it; only `repair` needs it stopped.
/// </summary>
internal static class JournalCommands
{
    public static Command Create() => new("journal", "read, check, archive and repair an engine's journal")
    {
        CreateCat(),
        CreateStats(),
        CreateIndex(),
        CreateVerify(),
        CreateArchive(),
        CreateRepair(),
    };

    /// <summary>The instruments that the journal's numbers mean.</summary>
    /// <exception cref="ConfigurationException">The folder has no readable configuration.</exception>
    public static InstrumentTable InstrumentsOf(string folder) =>
        EngineFolder.LoadConfiguration(folder).Instruments;

    private static Command CreateCat()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> follow = new("--follow") { Description = "go on with records as they are written, until Ctrl-C" };
        var filter = new FilterOptions();
        var command = new Command("cat", "print records, one JSON object a line")
        {
            journal, follow, EngineOption.Json(),
        };
        filter.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Guarded.Run(() => Cat(
            parsed.GetRequiredValue(journal),
            instruments => filter.Read(parsed, instruments),
            parsed.GetValue(follow) ? stop : null))));
        return command;
    }

    private static Command CreateStats()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var filter = new FilterOptions();
        var command = new Command("stats", "count records by kind") { journal, json };
        filter.AddTo(command);
        command.SetAction(parsed => Guarded.Run(() => Stats(
            parsed.GetRequiredValue(journal),
            instruments => filter.Read(parsed, instruments),
            parsed.GetValue(json))));
        return command;
    }

    private static Command CreateIndex()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command("index", "index closed segments by time, for --since and --until; print the index")
        {
            journal, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Index(parsed.GetRequiredValue(journal), parsed.GetValue(json))));
        return command;
    }

    private static Command CreateArchive()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var options = new ArchiveOptions();
        var command = new Command("archive", "compress closed segments (LZ4), also while an engine writes")
        {
            journal, json,
        };
        options.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Guarded.Run(() => Archive(
            parsed.GetRequiredValue(journal),
            options.ReadPolicy(parsed, () => NeededBySnapshots(parsed.GetRequiredValue(journal))),
            options.ReadInterval(parsed),
            parsed.GetValue(json),
            stop))));
        return command;
    }

    private static Command CreateVerify()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command("verify", "check every record; exit code 1 where something is damaged")
        {
            journal, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Verify(parsed.GetRequiredValue(journal), parsed.GetValue(json))));
        return command;
    }

    private static Command CreateRepair()
    {
        Option<string> journal = EngineOption.Journal();
        Option<long> to = new("--to") { Description = "last record to keep", Required = true };
        Option<bool> confirm = new("--confirm") { Description = "do it; without this only what would be done is said" };
        var command = new Command("repair", "cut a damaged journal; the damaged files are kept beside it")
        {
            journal, to, confirm,
        };
        command.SetAction(parsed => Guarded.Run(() => Repair(
            parsed.GetRequiredValue(journal), parsed.GetValue(to), parsed.GetValue(confirm))));
        return command;
    }

    private static int Cat(string folder, Func<InstrumentTable, RecordFilter> filter, CancellationToken? follow)
    {
        InstrumentTable instruments = InstrumentsOf(folder);
        var text = new EventText(instruments);
        using var walk = new RecordWalk(folder, filter(instruments));
        using var output = new DataStream();
        if (follow is not CancellationToken stop)
        {
            walk.Run(Print);
            return ExitCode.Ok;
        }

        walk.Follow(Print, output.Flush, stop);
        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Ok;

        void Print(in EngineEvent e) => output.Write(text.ToJson(in e));
    }

    private static int Stats(string folder, Func<InstrumentTable, RecordFilter> filter, bool asJson)
    {
        var stats = new JournalStats();
        using var walk = new RecordWalk(folder, filter(InstrumentsOf(folder)));
        walk.Run(stats.Add);
        stats.Print(asJson);
        return ExitCode.Ok;
    }

    private static int Index(string folder, bool asJson)
    {
        JournalIndex index = JournalIndex.Load(folder, RecordWalk.StampOffset);
        index.Update();
        foreach (SegmentSpan span in index.Segments)
        {
            string first = EventText.Time(span.StampMin);
            string last = EventText.Time(span.StampMax);
            if (asJson)
                Out.DataJson(new { span.FirstSequence, span.LastSequence, first, last });
            else
                Out.Data($"{span.FirstSequence,14} {span.LastSequence,14}  {first}  {last}");
        }

        return ExitCode.Ok;
    }

    private static int Archive(
        string folder, ArchivePolicy policy, TimeSpan? interval, bool asJson, CancellationToken stop)
    {
        using JournalArchiver archiver = JournalArchiver.Open(folder, policy);
        while (true)
        {
            ArchiveResult result = archiver.Run();
            if (asJson)
                Out.DataJson(result);
            else
                Out.Data($"archived {result.Archived}, bytes {result.OriginalBytes} to {result.ArchivedBytes}; " +
                    $"deleted {result.Deleted}, bytes {result.DeletedBytes}");

            if (interval is not TimeSpan wait)
                return ExitCode.Ok;

            if (stop.WaitHandle.WaitOne(wait))
                return ExitCode.Interrupted;
        }
    }

    // A journal without its configuration was not written by an engine that takes snapshots.
    private static long NeededBySnapshots(string folder)
    {
        string configuration = EngineFolder.Configuration(folder);
        return File.Exists(configuration)
            ? SnapshotRetention.NeededFrom(EngineConfigurationFile.Load(configuration, folder), Out.Message)
            : 1;
    }

    private static int Verify(string folder, bool asJson)
    {
        JournalReport report = JournalScan.Verify(folder);
        if (asJson)
        {
            Out.DataJson(new
            {
                report.Segments,
                report.Records,
                report.FirstSequence,
                report.LastSequence,
                report.Ok,
                damage = report.Damage.Select(d => new
                {
                    d.File,
                    offset = d.OffsetBytes,
                    d.Sequence,
                    cause = d.Cause.ToString(),
                }),
            });
        }
        else
        {
            Out.Data(report.ToString());
        }

        return report.Ok ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Repair(string folder, long to, bool isConfirmed)
    {
        JournalReport before = JournalScan.Verify(folder);
        Out.Message(before.ToString());
        if (!isConfirmed)
            return Out.Fail($"would cut the journal after record {to}; repeat with --confirm to do it", ExitCode.Usage);

        JournalRepairResult result = JournalRepair.CutAfter(folder, to);
        Out.Data($"journal ends at record {result.LastSequence}; " +
            $"kept: {string.Join(", ", result.KeptFiles.Select(Path.GetFileName))}");
        return ExitCode.Ok;
    }
}
