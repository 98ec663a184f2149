using System;
using System.Threading;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// A parent process that lives holds our standard input open; when it goes, by whatever end, the input closes.
/// </summary>
internal static class StandardInput
{
    /// <summary>Calls <paramref name="onClosed"/> once, on a thread of its own.</summary>
    public static void OnClosed(Action onClosed)
    {
        var thread = new Thread(() =>
        {
            while (System.Console.In.Read() >= 0)
            {
                // What a parent writes is of no interest.
            }

            onClosed();
        })
        {
            Name = "lle-stdin",
            IsBackground = true,
        };
        thread.Start();
    }
}
