using System;
using System.Threading;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// A parent process that lives holds our standard input open; when it goes, by whatever end, the input closes.
/// </summary>
internal static class StandardInput
{
    /// <summary>Calls <paramref name="onClosed"/> once, on a thread of its own.</summary>
    public static void OnClosed(Action onClosed) => OnLine(static _ => { }, onClosed);

    /// <summary>The same, and before that <paramref name="onLine"/> with each line.</summary>
    public static void OnLine(Action<string> onLine, Action onClosed)
    {
        var thread = new Thread(() =>
        {
            while (System.Console.In.ReadLine() is { } line)
                onLine(line);

            onClosed();
        })
        {
            Name = "lle-stdin",
            IsBackground = true,
        };
        thread.Start();
    }
}
