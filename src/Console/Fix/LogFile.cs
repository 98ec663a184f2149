using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Venues.MessageLog;

namespace LowLatencyEngine.Console.Fix;

/// <summary>Where the tools that read FIX logs get them from.</summary>
internal static class LogFile
{
    private const string StandardInputName = "-";

    /// <summary>The whole content of a file, or of standard input for "-" or null.</summary>
    public static byte[] Read(string? path)
    {
        if (path is not (null or StandardInputName))
            return File.ReadAllBytes(path);

        using var content = new MemoryStream();
        using Stream input = System.Console.OpenStandardInput();
        input.CopyTo(content);
        return content.ToArray();
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
