using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace LowLatencyEngine.EndToEnd;

/// <summary>What the threads of a process and of its children do, as the kernel knows it: for one that hangs.</summary>
internal static class ThreadPicture
{
    /// <summary>A line a process, with its words, and a line a thread: name, state, processor time.</summary>
    public static string Of(int processId)
    {
        var text = new StringBuilder();
        Add(text, processId.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    private static void Add(StringBuilder text, string processId)
    {
        string folder = $"/proc/{processId}";
        text.Append($"process {processId}: {Read($"{folder}/cmdline").Replace('\0', ' ')}\n");
        foreach (string task in Folders($"{folder}/task"))
        {
            string stat = Read($"{task}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string state = fields.Length > 12 ? $"{fields[0]} user={fields[11]} system={fields[12]} ticks" : "ended";
            text.Append($"  {Path.GetFileName(task)} {Read($"{task}/comm").Trim()}: {state}\n");
        }

        foreach (string child in Folders($"{folder}/task").SelectMany(task => Read($"{task}/children").Split(' ')))
        {
            if (child.Length > 0)
                Add(text, child);
        }
    }

    private static string[] Folders(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return []; // It has ended meanwhile.
        }
    }

    /// <summary>Empty where the process or thread has ended meanwhile.</summary>
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
