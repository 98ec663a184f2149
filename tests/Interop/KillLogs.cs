using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MessageLog;
using static LowLatencyEngine.Interop.FieldsText;

namespace LowLatencyEngine.Interop;

/// <summary>
/// What both sides have sent, from the files that they resend from: number and ExecID, or ClOrdID where there is none,
/// in the order of the numbers.
/// </summary>
internal static class KillLogs
{
    private const int SentMessagesKept = 16_384;
    private const int SentMessageSizeBytesMax = 1_024;

    public static SentMessageFile OpenSent(string folder) =>
        new(Path.Combine(folder, "sent.messages"), SentMessagesKept, SentMessageSizeBytesMax);

    /// <summary>Of our side, once it has ended.</summary>
    public static string[] ReadOurs(string folder)
    {
        string path = Directory.GetFiles(folder, "*.messages").Single();
        using var sent = new SentMessageFile(path, SentMessagesKept, SentMessageSizeBytesMax);
        var lines = new List<string>();
        for (long number = 1; number < SentMessagesKept; number++)
        {
            if (sent.TryGet(number, out ReadOnlySpan<byte> message))
                lines.Add($"{number} {IdOf(Text(message))}");
        }

        return [.. lines];
    }

    /// <summary>
    /// Of libquickfix. A number over which it was killed, before the message left, is used again: the last one counts.
    /// </summary>
    public static string[] ReadTheirs(string folder)
    {
        string body = Directory.GetFiles(folder, "*.body").Single();
        using var stream = new FileStream(body, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var reader = new TextLogReader(bytes);
        var stored = new SortedDictionary<long, string>();
        while (reader.TryRead(out LoggedMessage message))
        {
            string fields = Text(message.Bytes);
            long number = long.Parse(Field(fields, 34), CultureInfo.InvariantCulture);
            stored.Remove(number);
            if (Field(fields, 35) is "8" or "D")
                stored.Add(number, IdOf(fields));
        }

        return [.. stored.Select(sent => $"{sent.Key} {sent.Value}")];
    }

    private static string IdOf(string fields) => Field(fields, 17) is { Length: > 0 } id ? id : Field(fields, 11);

    private static string Text(ReadOnlySpan<byte> message) =>
        Encoding.Latin1.GetString(message).Replace('\u0001', '|');
}
