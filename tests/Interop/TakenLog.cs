using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace LowLatencyEngine.Interop;

/// <summary>
/// What a process took, a line each: number and ExecID, or ClOrdID where there is none. A line is one write, so that
/// kill -9 leaves whole lines; it goes on where the last process stopped.
/// </summary>
internal sealed class TakenLog : IDisposable
{
    private readonly FileStream _file;

    public TakenLog(string folder)
    {
        string[] lines = Read(folder);
        LastNumber = lines.Length == 0
            ? 0
            : long.Parse(lines[^1].Split(' ')[0], CultureInfo.InvariantCulture);
        _file = new FileStream(
            PathIn(folder), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Number taken last; 0 where there is none.</summary>
    public long LastNumber { get; }

    public static string[] Read(string folder)
    {
        if (!File.Exists(PathIn(folder)))
            return [];

        using var file = new FileStream(PathIn(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n').SkipLast(1)];
    }

    public void Add(long number, string fields)
    {
        string execId = FieldsText.Field(fields, 17);
        string id = execId.Length > 0 ? execId : FieldsText.Field(fields, 11);
        _file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} {id}\n")));
    }

    public void Dispose() => _file.Dispose();

    private static string PathIn(string folder) => Path.Combine(folder, "taken.log");
}
