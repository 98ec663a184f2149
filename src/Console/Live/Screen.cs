using System;
using System.Threading;
using Spectre.Console;

namespace LowLatencyEngine.Console.Live;

/// <summary>Shows an engine until told to stop: redrawn on a terminal, a line a second elsewhere.</summary>
internal static class Screen
{
    private const int RedrawMs = 250;
    private const int LineMs = 1_000;

    /// <summary>Returns when <paramref name="cancel"/> is cancelled or <paramref name="isOver"/> says so.</summary>
    public static void Show(EngineView view, Func<bool> isOver, CancellationToken cancel)
    {
        if (System.Console.IsErrorRedirected || System.Console.IsOutputRedirected)
        {
            while (!isOver() && !cancel.WaitHandle.WaitOne(LineMs))
                Out.Message(view.StatusLine());

            return;
        }

        AnsiConsole.Live(LiveView.Draw(view)).AutoClear(false).Start(context =>
        {
            while (!isOver() && !cancel.WaitHandle.WaitOne(RedrawMs))
                context.UpdateTarget(LiveView.Draw(view));
        });
    }
}
