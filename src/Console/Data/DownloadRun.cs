using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using LowLatencyEngine.Feeds.Download;
using Spectre.Console;

namespace LowLatencyEngine.Console.Data;

/// <summary>
/// Runs a download before a person's eyes: a bar with rate and remaining time on a terminal, a line a file elsewhere.
/// Ctrl-C stops it; what is there stays, and the same command goes on.
/// </summary>
internal static class DownloadRun
{
    /// <summary>Fetches and prints the files.</summary>
    public static int Run(HistoryRequest request, string folder, bool asJson)
    {
        using var cancel = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, e) =>
        {
            e.Cancel = true;
            cancel.Cancel();
        };
        System.Console.CancelKeyPress += onCancel;
        try
        {
            using var client = new HttpClient();
            var downloader = new HistoryDownloader(
                request, folder, client, TimeProvider.System, Random.Shared.NextDouble);
            IReadOnlyList<string> paths = Fetch(downloader, cancel.Token);
            Print(paths, downloader.RetryCount, asJson);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException)
        {
            return Out.Fail("interrupted; run the same command to go on", ExitCode.Interrupted);
        }
        finally
        {
            System.Console.CancelKeyPress -= onCancel;
        }
    }

    private static IReadOnlyList<string> Fetch(HistoryDownloader downloader, CancellationToken cancel)
    {
        if (System.Console.IsErrorRedirected || System.Console.IsOutputRedirected)
            return downloader.RunAsync(TellFile, cancel).GetAwaiter().GetResult();

        IReadOnlyList<string> paths = [];
        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(),
                new TransferSpeedColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bars = new ProgressBars(context);
                paths = downloader.RunAsync(bars.Tell, cancel).GetAwaiter().GetResult();
            });
        return paths;
    }

    private static void TellFile(DownloadProgress progress)
    {
        if (progress.IsDone)
            Out.Message($"{progress.FileIndex + 1}/{progress.FileCount} {progress.File} {progress.DoneBytes} bytes");
    }

    private static void Print(IReadOnlyList<string> paths, long retryCount, bool asJson)
    {
        foreach (string path in paths)
        {
            if (asJson)
                Out.DataJson(new { file = path, bytes = new FileInfo(path).Length });
            else
                Out.Data(path);
        }

        if (retryCount > 0)
            Out.Message($"retries {retryCount}");
    }

    /// <summary>A bar for the file at hand and, where there are several, one for all.</summary>
    private sealed class ProgressBars(ProgressContext context)
    {
        private ProgressTask? _all;
        private ProgressTask? _file;
        private int _fileIndex = -1;

        public void Tell(DownloadProgress progress)
        {
            if (progress.FileCount > 1)
                _all ??= context.AddTask("files", maxValue: progress.FileCount);

            if (progress.FileIndex != _fileIndex)
            {
                _file?.StopTask();
                _fileIndex = progress.FileIndex;
                _file = context.AddTask(Markup.Escape(progress.File));
            }

            _file!.IsIndeterminate = progress.TotalBytes < 0;
            _file.MaxValue = Math.Max(1, Math.Max(progress.TotalBytes, progress.DoneBytes));
            _file.Value = progress.DoneBytes;
            if (_all is not null)
                _all.Value = progress.FileIndex + (progress.IsDone ? 1 : 0);
        }
    }
}
