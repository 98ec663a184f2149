using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace LowLatencyEngine.Console.Demo;

/// <summary>
/// Another `lle` as a process of its own, so that its garbage never stops this one. It lives no longer than we do: it
/// ends when its standard input closes, which the kernel does even when we are killed.
/// </summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];

    private EngineProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => Relay(e.Data);
    }

    /// <summary>True until it has ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Of an ended process.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts `lle` with these words.</summary>
    public static EngineProcess Start(params ReadOnlySpan<string> words)
    {
        string self = Environment.ProcessPath ??
            throw new InvalidOperationException("the path of this program is unknown; start it by its file");
        var start = new ProcessStartInfo
        {
            FileName = self,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lle.dll"));

        foreach (string word in words)
            start.ArgumentList.Add(word);

        var child = new EngineProcess(new Process { StartInfo = start });
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Next line of its standard output; false when it ended or said nothing for so long.</summary>
    public bool TryReadLine(TimeSpan patience, CancellationToken cancel, out string line)
    {
        try
        {
            return _lines.TryTake(out line!, (int)patience.TotalMilliseconds, cancel);
        }
        catch (OperationCanceledException)
        {
            line = "";
            return false;
        }
    }

    /// <summary>Asks it to stop clean and waits; after <paramref name="patience"/> it is ended hard.</summary>
    /// <returns>True when it stopped by itself.</returns>
    public bool Stop(TimeSpan patience)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (_process.WaitForExit(patience))
            return true;

        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        return false;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Stop(TimeSpan.FromSeconds(1));

        _process.Dispose();
        _lines.Dispose();
    }

    private static void Relay(string? line)
    {
        if (line is not null)
            Out.Message(line);
    }

    private void Take(string? line)
    {
        if (line is null)
            _lines.CompleteAdding();
        else if (!_lines.IsAddingCompleted)
            _lines.Add(line);
    }
}
