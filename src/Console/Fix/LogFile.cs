using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Venues.MessageLog;

namespace LowLatencyEngine.Console.Fix;

/// <summary>Where the tools that read FIX logs get them from.</summary>
internal static class LogFile
{
    private const string StandardInputName = "-";

    /// <summary>The whole content of a file, or of standard input for "-" or null.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    public static byte[] Read(string? path)
    {
        if (path is not (null or StandardInputName))
            return ReadFile(path);

        using var content = new MemoryStream();
        using Stream input = System.Console.OpenStandardInput();
        input.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] ReadFile(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"log is a folder: path={path}; name one of its files");

        return File.Exists(path)
            ? File.ReadAllBytes(path)
            : throw new FileNotFoundException($"log is not there: path={path}; name a file, or - for standard input");
    }

    /// <summary>The messages of a log, text or binary, in its order.</summary>
    public static IEnumerable<LoggedMessage> Messages(byte[] log)
    {
        if (BinaryLogLayout.IsBinaryLog(log))
        {
            var records = new BinaryLogReader(log);
            while (records.TryRead(out LoggedMessage record))
                yield return record;

            yield break;
        }

        var reader = new TextLogReader(log);
        while (reader.TryRead(out LoggedMessage message))
            yield return message;
    }
}
