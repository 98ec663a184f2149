using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MessageLog;

namespace LowLatencyEngine.Console.Fix;

/// <summary>`lle fix decode`: the messages of a log in words, with what is wrong with them.</summary>
internal sealed class DecodeReport(DecodeDictionary dictionary)
{
    private const string MaskText = "***";

    private readonly FixScanner _scanner = new();
    private readonly DecodeSequences _sequences = new();
    private readonly DecodeChecks _checks = new(dictionary);
    private int _messageCount;
    private int _findingCount;

    /// <summary>Prints; exit code 1 where anything is wrong, or the log has no message at all.</summary>
    public int Print(byte[] log, bool asJson)
    {
        foreach (LoggedMessage logged in LogFile.Messages(log))
        {
            _messageCount++;
            Print(logged, asJson);
        }

        if (_messageCount == 0)
            return Out.Fail("no FIX message found in the log; expected text with 8=FIX...");

        Out.Message($"messages={_messageCount}, findings={_findingCount}");
        return _findingCount == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private void Print(LoggedMessage logged, bool asJson)
    {
        FixMessage message = _scanner.Scan(logged.Bytes);
        string msgType = TextOf(in message, FixTags.MsgType);
        string direction = DirectionOf(in message);
        List<DecodeFinding> findings = _checks.Check(in message, msgType, logged.IsCut);
        if (_sequences.Check(in message, direction) is { } sequence)
            findings.Add(new DecodeFinding("sequence", sequence, FixTags.MsgSeqNum));

        _findingCount += findings.Count;
        if (asJson)
            PrintJson(logged, in message, direction, findings);
        else
            PrintText(logged, in message, direction, findings);
    }

    private void PrintJson(LoggedMessage logged, in FixMessage message, string direction, List<DecodeFinding> findings)
    {
        string msgType = TextOf(in message, FixTags.MsgType);
        var fields = new List<object>();
        bool hides = false;
        foreach (FixField field in message)
        {
            hides = SecretMask.Hides(field.Tag, hides);
            string value = hides ? MaskText : Encoding.Latin1.GetString(field.Value);
            fields.Add(new
            {
                tag = field.Tag,
                name = dictionary.NameOf(field.Tag),
                value,
                text = Meaning(field.Tag, value),
            });
        }

        Out.DataJson(new
        {
            message = _messageCount,
            line = logged.Line,
            beginString = TextOf(in message, FixTags.BeginString),
            msgType,
            msgName = dictionary.MessageNameOf(msgType),
            direction,
            msgSeqNum = message.MsgSeqNum,
            sendingTime = TextOf(in message, FixTags.SendingTime),
            fields,
            findings,
        });
    }

    private void PrintText(LoggedMessage logged, in FixMessage message, string direction, List<DecodeFinding> findings)
    {
        string msgType = TextOf(in message, FixTags.MsgType);
        Out.Data(string.Create(CultureInfo.InvariantCulture,
            $"{_messageCount} line {logged.Line}: {dictionary.MessageNameOf(msgType) ?? "unknown"}({msgType}) " +
            $"{direction} seq {message.MsgSeqNum} {TextOf(in message, FixTags.SendingTime)}"));
        bool hides = false;
        foreach (FixField field in message)
        {
            hides = SecretMask.Hides(field.Tag, hides);
            string value = hides ? MaskText : Encoding.Latin1.GetString(field.Value);
            string name = $"{dictionary.NameOf(field.Tag) ?? "?"}({field.Tag})";
            string meaning = Meaning(field.Tag, value) is { } text ? "  " + text : "";
            Out.Data($"    {name,-28} {value}{meaning}");
        }

        foreach (DecodeFinding finding in findings)
            Out.Data($"  ! {finding.Kind}: {finding.Text}");
    }

    private string? Meaning(int tag, string value) =>
        tag == FixTags.MsgType ? dictionary.MessageNameOf(value) : dictionary.TextOf(tag, value);

    private static string DirectionOf(in FixMessage message)
    {
        string sender = TextOf(in message, FixTags.SenderCompID) + Sub(in message, FixTags.SenderSubID);
        string target = TextOf(in message, FixTags.TargetCompID) + Sub(in message, FixTags.TargetSubID);
        return $"{sender}->{target}";
    }

    private static string Sub(in FixMessage message, int tag) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) ? "/" + Encoding.Latin1.GetString(value) : "";

    private static string TextOf(in FixMessage message, int tag) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : "";
}
