using System;
using System.Globalization;
using System.IO;
using System.Threading;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Feed;

/// <summary>
/// `lle feed record`: a live session written as it comes, without an engine. The feed keeps its books in sync all the
/// same, so that a recording has the snapshots it needs.
/// </summary>
internal sealed class FeedRecord(EngineConfiguration configuration, string path, long frameCountMax)
{
    /// <summary>Records until told to stop, or enough. Returns the exit code.</summary>
    public int Run(CancellationToken stop)
    {
        if (configuration.Feeds[0].Fix is not null)
        {
            throw new UsageException($"a FIX feed is not recorded here: feed={configuration.Feeds[0].Name}; " +
                "lle run writes its messages into fix-quotes files beside the journal");
        }

        try
        {
            return Record(stop);
        }
        catch (IOException e)
        {
            return Out.Fail($"the recording cannot be written: file={path}, cause={e.Message}; " +
                "name a new file on a disk with room with --out");
        }
    }

    private int Record(CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var writer = new RecordingWriter(path);
        IOException? failure = null;
        var seams = new FeedSeams(new Nowhere(), new SystemClock(), TimeProvider.System, Random.Shared.NextDouble, Tell)
        {
            OnFrame = (bytes, receiveTimestampNs) =>
            {
                try
                {
                    writer.Write(bytes, receiveTimestampNs);
                }
                catch (IOException e)
                {
                    failure = e;
                }

                if (failure is not null || writer.FrameCount == frameCountMax)
                    enough.Cancel();
            },
        };
        FeedConfiguration feed = configuration.Feeds[0];
        VenueFactory venue = VenueCatalog.FindOrThrow(feed.VenueName, new FeedSymbols(configuration.Instruments));
        using var live = new LiveFeed(feed.ToOptions(), venue, seams);
        live.RunAsync(enough.Token).GetAwaiter().GetResult();
        if (failure is not null)
            throw failure;

        Out.Message(string.Create(CultureInfo.InvariantCulture, $"recorded: file={path}, frames={writer.FrameCount}"));
        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Ok;
    }

    private static void Tell(FeedFault fault) => Out.Message(string.Create(
        CultureInfo.InvariantCulture, $"feed: {fault.Kind}, count={fault.Count}: {fault.Detail}"));

    /// <summary>Takes everything and keeps nothing.</summary>
    private sealed class Nowhere : IEventSink
    {
        public int Publish(ReadOnlySpan<EngineEvent> events) => events.Length;
    }
}
