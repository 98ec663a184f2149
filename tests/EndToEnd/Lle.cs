using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace LowLatencyEngine.EndToEnd;

/// <summary>The built `lle`, run as its user runs it: a process with words, output, errors and an exit code.</summary>
internal static class Lle
{
    /// <summary>
    /// Bound for anything that should take seconds; a loaded machine may need longer than a quiet one.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string Dll = FindDll();

    /// <summary>Root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Runs to the end.</summary>
    public static LleResult Run(params string[] words) => Run(Patience, words);

    /// <summary>Runs to the end, or fails when it takes longer than <paramref name="patience"/>.</summary>
    public static LleResult Run(TimeSpan patience, params string[] words)
    {
        using LleProcess process = Start(words);
        return process.WaitForEnd(patience);
    }

    /// <summary>Starts it and returns at once.</summary>
    public static LleProcess Start(params string[] words) => new(Dll, Path.GetTempPath(), words);

    /// <summary>Starts it in a working folder and returns at once.</summary>
    public static LleProcess StartIn(string folder, params string[] words) => new(Dll, folder, words);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LowLatencyEngine.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException("the tests are not below the checkout");
    }

    private static string FindDll()
    {
        string configuration =
            AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(FindRoot(), "src", "Console", "bin", configuration, "net10.0", "lle.dll");
    }
}

/// <summary>What a run of `lle` came to.</summary>
internal sealed record LleResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Last line of the output: where a command prints one JSON object, that object.</summary>
    public string LastLine => Output.TrimEnd().Split('\n')[^1];

    /// <summary>Everything, for the message of a failed assertion.</summary>
    public override string ToString() => $"exit={ExitCode}\noutput:\n{Output}\nerrors:\n{Errors}";
}

/// <summary>A running `lle`. Ended with its children when disposed.</summary>
internal sealed class LleProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _lineArrived = new(false);

    public LleProcess(string dll, string folder, string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(dll);
        foreach (string word in words)
            start.ArgumentList.Add(word);

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>True until it has ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
                return _output.ToString();
        }
    }

    /// <summary>Standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_lock)
                return _errors.ToString();
        }
    }

    /// <summary>Waits for a line of standard output that contains <paramref name="text"/> and returns it.</summary>
    public string WaitForLine(string text, TimeSpan patience) => WaitForLine(() => Output, text, patience);

    /// <summary>The same of standard error.</summary>
    public string WaitForError(string text, TimeSpan patience) => WaitForLine(() => Errors, text, patience);

    private string WaitForLine(Func<string> lines, string text, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < patience)
        {
            foreach (string line in lines().Split('\n'))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    return line;
            }

            if (_process.HasExited && !lines().Contains(text, StringComparison.Ordinal))
                throw new InvalidOperationException($"lle ended before it said '{text}':\n{Snapshot()}");

            _lineArrived.WaitOne(TimeSpan.FromMilliseconds(200));
        }

        throw new TimeoutException($"lle did not say '{text}' within {patience}:\n{Snapshot()}");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Stops it where it is, as a machine that hangs does: its connections stay.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("CONT");

    /// <summary>
    /// Closes its standard input: for commands started with --exit-with-stdin, the wish to stop clean.
    /// </summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Writes a line to its standard input.</summary>
    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Waits for the end and returns everything.</summary>
    public LleResult WaitForEnd(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
        {
            string soFar = $"{Snapshot()}\nthreads:\n{ThreadPicture.Of(_process.Id)}";
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"lle did not end within {patience}:\n{soFar}");
        }

        _process.WaitForExit(); // The overload without a bound also waits for the output to arrive.
        lock (_lock)
            return new LleResult(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _lineArrived.Dispose();
    }

    private void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private string Snapshot()
    {
        lock (_lock)
            return $"output:\n{_output}\nerrors:\n{_errors}";
    }

    private void Append(StringBuilder target, string? line)
    {
        if (line is null)
            return;

        lock (_lock)
            target.Append(line).Append('\n');

        _lineArrived.Set();
    }
}
