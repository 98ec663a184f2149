using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Feeds.Recorded.Survey;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Feed;

/// <summary>
/// `lle feed replay`: recorded market data through the real protocols and books, as fast as it goes, without an engine.
/// </summary>
internal sealed class FeedReplay(IReadOnlyList<string> files, string? venueName, InstrumentTable? instruments)
{
    /// <summary>Plays every stream of the recording. The answer is what each came to.</summary>
    public IReadOnlyList<ReplayedStream> Run()
    {
        IReadOnlyList<SurveyedStream> streams = new RecordingSurvey(venueName).Read(files);
        if (streams.Count == 0)
        {
            throw new Journal.UsageException(
                $"no venue's messages are in the recording: files={string.Join(',', files)}; write --venue NAME");
        }

        return [.. streams.Select(Play)];
    }

    private ReplayedStream Play(SurveyedStream stream)
    {
        InstrumentTable table = instruments ?? stream.ToTable();
        var analysis = new MarketAnalysis(table, AnalysisParameters.Default);
        string venue = stream.VenueName ?? throw new Journal.UsageException(
            $"the venue of a recording cannot be told: connection={stream.Connection}; write --venue NAME");
        using var feed = new RecordedFeed(VenueCatalog.FindOrThrow(venue, new FeedSymbols(table)), files, Tell)
        {
            Only = stream.Connection.Length > 0 ? stream.Connection : null,
        };
        while (feed.TryReadNext(out ReadOnlySpan<EngineEvent> events))
        {
            // The end of the recording is no loss of the connection: the books stay as they were.
            if (feed.HasEnded)
                break;

            foreach (ref readonly EngineEvent item in events)
                analysis.OnEvent(in item);
        }

        return new ReplayedStream(
            venue,
            stream.Connection,
            [.. Enumerable.Range(0, table.Count).Select(i => StateReport.Instrument(table[i], analysis[i]))],
            feed.Counters);

        void Tell(FeedFault fault)
        {
            // A recorder may have asked for more than books and trades: that is counted, and no fault.
            if (fault.Verdict != FrameVerdict.UnknownStream)
                Out.Message(string.Create(
                    CultureInfo.InvariantCulture, $"{venue}: {fault.Kind}, count={fault.Count}: {fault.Detail}"));
        }
    }
}

/// <summary>What one stream of a recording came to.</summary>
internal sealed record ReplayedStream(
    string VenueName, string Connection, IReadOnlyList<InstrumentReport> Instruments, FeedCounters Counters)
{
    /// <summary>What was counted, as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["venue"] = VenueName,
        ["connection"] = Connection,
        ["frames"] = Counters.FrameCount,
        ["events"] = Counters.EventCount,
        ["snapshots"] = Counters.SnapshotCount,
        ["gaps"] = Counters.GapCount,
        ["refused"] = Refused(),
    };

    private JsonObject Refused()
    {
        var refused = new JsonObject();
        foreach (FrameVerdict verdict in Enum.GetValues<FrameVerdict>())
        {
            if (verdict.IsRefusal() && Counters.RefusedCountOf(verdict) > 0)
                refused[verdict.ToString()] = Counters.RefusedCountOf(verdict);
        }

        return refused;
    }
}
