using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle journal`: what an engine wrote. Reads only, `repair` apart; a running engine does not notice.
/// </summary>
internal static class JournalCommands
{
    public static Command Create() => new("journal", "read, check and repair an engine's journal")
    {
        CreateCat(),
        CreateStats(),
        CreateVerify(),
        CreateRepair(),
    };

    /// <summary>The instruments that the journal's numbers mean.</summary>
    /// <exception cref="ConfigurationException">The folder has no readable configuration.</exception>
    public static InstrumentTable InstrumentsOf(string folder) =>
        EngineConfigurationFile.Load(EngineFolder.Configuration(folder), folder).Instruments;

    private static Command CreateCat()
    {
        Option<string> journal = EngineOption.Journal();
        Option<long> from = new("--from") { Description = "first sequence", DefaultValueFactory = _ => 1 };
        Option<long> to = new("--to") { Description = "last sequence", DefaultValueFactory = _ => long.MaxValue };
        Option<string?> kind = new("--kind")
        {
            Description = "only this kind of record: " + string.Join(", ", Enum.GetNames<EventKind>().Skip(1)),
        };
        var command = new Command("cat", "print records, one JSON object a line")
        {
            journal, from, to, kind, EngineOption.Json(),
        };
        command.SetAction(parsed => Guarded.Run(() => Cat(
            parsed.GetRequiredValue(journal), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(kind))));
        return command;
    }

    private static Command CreateStats()
    {
        Option<string> journal = EngineOption.Journal();
        Option<bool> json = EngineOption.Json();
        var command = new Command("stats", "count records by kind") { journal, json };
        command.SetAction(parsed => Guarded.Run(() => Stats(parsed.GetRequiredValue(journal), parsed.GetValue(json))));
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

    private static int Cat(string folder, long from, long to, string? kindName)
    {
        EventKind kind = EventKind.None;
        if (kindName is not null && !Enum.TryParse(kindName, ignoreCase: true, out kind))
        {
            return Out.Fail(
                $"no such kind: kind={kindName}; known are {string.Join(", ", Enum.GetNames<EventKind>().Skip(1))}",
                ExitCode.Usage);
        }

        var text = new EventText(InstrumentsOf(folder));
        using JournalReader reader = JournalReader.Open(folder, from);
        var record = new EngineEvent();
        while (reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))) && record.Sequence <= to)
        {
            if (kind == EventKind.None || record.Kind == kind)
                Out.Data(text.ToJson(in record));
        }

        return ExitCode.Ok;
    }

    private static int Stats(string folder, bool asJson)
    {
        var counts = new long[256];
        var record = new EngineEvent();
        long records = 0, firstNs = 0, lastNs = 0;
        using JournalReader reader = JournalReader.Open(folder);
        while (reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))))
        {
            counts[(int)record.Kind]++;
            firstNs = records++ == 0 ? record.ReceiveTimestampNs : firstNs;
            lastNs = record.ReceiveTimestampNs;
        }

        var byKind = Enumerable.Range(0, counts.Length).Where(kind => counts[kind] > 0)
            .ToDictionary(kind => ((EventKind)kind).ToString(), kind => counts[kind]);
        if (asJson)
        {
            Out.DataJson(new
            {
                records,
                bytes = records * EngineEvent.SizeBytes,
                firstReceiveTimestampNs = firstNs,
                lastReceiveTimestampNs = lastNs,
                kinds = byKind,
            });
            return ExitCode.Ok;
        }

        Out.Data($"records {records}, bytes {records * EngineEvent.SizeBytes}, " +
            $"from {EventText.Time(firstNs)} to {EventText.Time(lastNs)}");
        foreach ((string name, long count) in byKind)
            Out.Data($"{name,-16}{count,12}");

        return ExitCode.Ok;
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
                report.TornTailBytes,
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
