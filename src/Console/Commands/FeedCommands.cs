using System.Collections.Generic;
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using LowLatencyEngine.Console.Feed;
using LowLatencyEngine.Console.Simulation;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle feed ...`: market data without an engine.</summary>
internal static class FeedCommands
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create() => new("feed", "market data: play recordings, record live sessions")
    {
        CreateReplay(),
        CreateRecord(),
    };

    private static Command CreateRecord()
    {
        Option<string> config = new("--config")
        {
            Description = "engine configuration whose feed and instruments are recorded",
            Required = true,
        };
        Option<string?> feed = FeedOption.Create();
        Option<string> file = new("--out") { Description = "new file, .jsonl or .jsonl.gz", Required = true };
        Option<long> frames = new("--frames") { Description = "end after so many messages; 0 for Ctrl-C only" };
        frames.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 0)
                result.AddError("--frames is a number of messages, 0 or more");
        });
        var command = new Command("record", "record a venue's live market data as it comes, raw, with receive times")
        {
            config, feed, file, frames,
        };
        command.SetAction((parsed, stop) => Task.Run(() => Guarded.Run(() => new FeedRecord(
            FeedOption.Narrow(
                DataOptions.LoadConfiguration(parsed.GetRequiredValue(config)), parsed.GetValue(feed)),
            parsed.GetRequiredValue(file),
            parsed.GetValue(frames)).Run(stop))));
        return command;
    }

    private static Command CreateReplay()
    {
        Option<string[]> data = new("--data")
        {
            Description = "recorded file of any venue (.jsonl, .gz, .zip); several are played in turn as one recording",
            Required = true,
        };
        Option<string?> venue = DataOptions.Venue();
        Option<string?> config = new("--config")
        {
            Description = "engine configuration whose instruments are used; without it steps as fine as the numbers",
        };
        Option<bool> json = EngineOption.Json();
        var command = new Command("replay", "play recorded market data through the real decoders and books")
        {
            data, venue, config, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Replay(
            new FeedReplay(
                parsed.GetRequiredValue(data), parsed.GetValue(venue), InstrumentsOf(parsed.GetValue(config))),
            parsed.GetValue(json))));
        return command;
    }

    private static InstrumentTable? InstrumentsOf(string? config) =>
        config is null ? null : DataOptions.LoadConfiguration(config).Instruments;

    private static int Replay(FeedReplay replay, bool asJson)
    {
        IReadOnlyList<ReplayedStream> streams = replay.Run();
        if (asJson)
            Out.Data(ToJson(streams).ToJsonString());
        else
            Print(streams);

        return ExitCode.Ok;
    }

    private static JsonObject ToJson(IReadOnlyList<ReplayedStream> streams)
    {
        var instruments = new JsonArray();
        var counted = new JsonArray();
        foreach (ReplayedStream stream in streams)
        {
            counted.Add((JsonNode)stream.ToJson());
            foreach (InstrumentReport report in stream.Instruments)
            {
                JsonObject instrument = JsonSerializer.SerializeToNode(report, Json)!.AsObject();
                instrument["venue"] = stream.VenueName;
                instruments.Add((JsonNode)instrument);
            }
        }

        return new JsonObject { ["instruments"] = instruments, ["streams"] = counted };
    }

    private static void Print(IReadOnlyList<ReplayedStream> streams)
    {
        foreach (ReplayedStream stream in streams)
        {
            FeedCounters counters = stream.Counters;
            Out.Data($"{stream.VenueName,-14}{counters.FrameCount} frames, {counters.EventCount} events, " +
                $"{counters.SnapshotCount} snapshots, {counters.GapCount} gaps, {counters.RefusedCount} refused");
            foreach (InstrumentReport i in stream.Instruments)
            {
                Out.Data($"  {i.Symbol,-12}{i.BestBid} x {i.BestBidQty} / {i.BestAsk} x {i.BestAskQty}, " +
                    $"levels {i.BidLevels}/{i.AskLevels}, depth frames {i.DepthFramesApplied}, " +
                    $"trades {i.Trades} of {i.TradedQty}, crossed {i.CrossedBooks}");
            }
        }
    }
}
