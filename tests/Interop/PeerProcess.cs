using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace LowLatencyEngine.Interop;

/// <summary>A counterparty in a process of its own: lines in, lines out. Killed when disposed.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Lock _lock = new();

    public PeerProcess(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data is null ? null : "error " + line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it has said so far.</summary>
    public string[] Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void Tell(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until it has said <paramref name="line"/> <paramref name="count"/> times.</summary>
    public void WaitFor(string line, int count = 1) =>
        Eventually.Holds(
            () => Lines.Count(said => said == line) >= count, Patience,
            () => string.Join('\n', Lines[^Math.Min(20, Lines.Length)..]));

    /// <summary>Waits until it has said a line with <paramref name="text"/> in it; returns the line.</summary>
    public string WaitForText(string text)
    {
        string? found = null;
        Eventually.Holds(
            () => (found = Lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal))) is not null,
            Patience, () => string.Join('\n', Lines[^Math.Min(20, Lines.Length)..]));
        return found!;
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();

        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
            return;

        lock (_lock)
            _lines.Add(line);
    }
}
