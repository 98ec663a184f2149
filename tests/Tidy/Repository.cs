using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

namespace LowLatencyEngine.Tidy;

/// <summary>
/// All text files that are or could be committed. Each is read and parsed once, whatever the number of rules.
/// </summary>
public sealed class Repository
{
    private static readonly string[] GeneratedFolders =
        ["bin", "obj", ".git", ".lle", "TestResults", "BenchmarkDotNet.Artifacts"];

    private Repository(IEnumerable<SourceFile> files)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        CSharpFiles = [.. Files.Where(file => file.IsCSharp)];
    }

    public IReadOnlyList<SourceFile> Files { get; }

    public IReadOnlyList<SourceFile> CSharpFiles { get; }

    /// <summary>A repository of a few files that exist only in a test.</summary>
    public static Repository Of(params (string Path, string Text)[] files) =>
        new(files.Select(file => new SourceFile(file.Path, file.Text)));

    /// <summary>The repository that this test was built from.</summary>
    public static Repository Load()
    {
        string top = FindTop();
        IEnumerable<string> paths = TryListByGit(top) ?? Walk(top);
        return new Repository(paths.Select(path => TryRead(top, path)).OfType<SourceFile>());
    }

    public SourceFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    private static string FindTop()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LowLatencyEngine.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException(
            $"no LowLatencyEngine.sln above the test: folder={AppContext.BaseDirectory}; run it from a checkout");
    }

    // Untracked files too: a rule should speak before the commit, not after it.
    private static string[]? TryListByGit(string top)
    {
        var start = new ProcessStartInfo("git", "ls-files -z --cached --others --exclude-standard")
        {
            WorkingDirectory = top,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // No git here: the folders are walked.
        }
    }

    private static IEnumerable<string> Walk(string top)
    {
        var folders = new Stack<string>([top]);
        while (folders.TryPop(out string? folder))
        {
            foreach (string child in Directory.GetDirectories(folder))
            {
                if (!GeneratedFolders.Contains(Path.GetFileName(child)))
                    folders.Push(child);
            }

            foreach (string file in Directory.GetFiles(folder))
                yield return Path.GetRelativePath(top, file);
        }
    }

    private static SourceFile? TryRead(string top, string path)
    {
        var file = new FileInfo(Path.Combine(top, path));
        if (!file.Exists)
            return null; // Deleted, but not yet committed.

        byte[] bytes = File.ReadAllBytes(file.FullName);
        bool isText = !bytes.AsSpan().Contains((byte)0);
        return new SourceFile(path, isText ? Encoding.UTF8.GetString(bytes) : "");
    }
}
