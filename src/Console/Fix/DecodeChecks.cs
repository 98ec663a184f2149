using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MessageLog;

namespace LowLatencyEngine.Console.Fix;

/// <summary>What is wrong with one message of a log, in words; sequence numbers apart.</summary>
internal sealed class DecodeChecks(DecodeDictionary dictionary)
{
    private const int TrailerLength = 7; // "10=nnn" and its delimiter.

    private static readonly HashSet<int> HeaderTags =
    [
        8, 9, 35, 34, 43, 49, 50, 52, 56, 57, 90, 91, 97, 115, 116, 122, 128, 129, 142, 143, 144, 145, 212, 213, 347,
        369, 627, 628, 629, 630, 1128, 1129, 1156,
    ];

    private static readonly int[] FirstTags = [FixTags.BeginString, FixTags.BodyLength, FixTags.MsgType];

    private static readonly HashSet<int> TrailerTags = [89, 93, 10];

    public List<DecodeFinding> Check(in FixMessage message, string msgType, bool isCut)
    {
        var findings = new List<DecodeFinding>();
        if (isCut)
            findings.Add(new DecodeFinding("cut", "the log has no end of this message", 0));
        else if (!IsMasked(in message))
            CheckFrame(in message, findings);

        if (message.Flaw != FixFlaw.None)
            findings.Add(new DecodeFinding("field", $"{message.Flaw}: tag={message.FlawedTag}", message.FlawedTag));

        CheckOrder(in message, findings);
        CheckRequired(in message, msgType, findings);
        CheckValues(in message, findings);
        CheckDictionary(in message, findings);
        return findings;
    }

    // A masked secret has changed the sum, and may have changed the length.
    private static bool IsMasked(in FixMessage message)
    {
        foreach (FixField field in message)
        {
            if (SecretMask.IsSecret(field.Tag) && field.Value.Length > 0 &&
                field.Value.IndexOfAnyExcept((byte)'*') < 0)
                return true;
        }

        return false;
    }

    private static void CheckFrame(in FixMessage message, List<DecodeFinding> findings)
    {
        ReadOnlySpan<byte> bytes = message.Bytes;
        int bodyStart = bytes.IndexOf("\u000135="u8) + 1;
        int trailerStart = bytes.LastIndexOf("\u000110="u8) + 1;
        if (bodyStart == 0 || trailerStart <= bodyStart)
            return; // Said elsewhere: MsgType or CheckSum is missing.

        int bodyLength = trailerStart - bodyStart;
        if (!message.TryGetInt64(FixTags.BodyLength, out long stated) || stated != bodyLength)
        {
            findings.Add(new DecodeFinding(
                "length", $"BodyLength(9) is wrong: stated={Text(in message, 9)}, counted={bodyLength}", 9));
        }

        string sum = FixChecksum.Of(bytes[..trailerStart]).ToString("000", CultureInfo.InvariantCulture);
        bool isAtEnd = bytes.Length == trailerStart + TrailerLength;
        string statedSum = Encoding.Latin1.GetString(bytes[(trailerStart + 3)..^1]);
        if (!isAtEnd || statedSum != sum)
        {
            findings.Add(new DecodeFinding(
                "checksum", $"CheckSum(10) is wrong: stated={statedSum}, counted={sum}", 10));
        }
    }

    private static void CheckOrder(in FixMessage message, List<DecodeFinding> findings)
    {
        int count = 0;
        bool isInBody = false, isInTrailer = false;
        foreach (FixField field in message)
        {
            int expected = count < FirstTags.Length ? FirstTags[count] : 0;
            count++;
            bool isHeader = HeaderTags.Contains(field.Tag), isTrailer = TrailerTags.Contains(field.Tag);
            bool isMisplaced = (expected != 0 && field.Tag != expected) || (isHeader && (isInBody || isInTrailer)) ||
                (!isTrailer && isInTrailer);
            if (isMisplaced)
            {
                findings.Add(new DecodeFinding("order", $"field out of order: tag={field.Tag}", field.Tag));
                return; // The first says it; what follows would repeat it.
            }

            isInBody |= !isHeader && !isTrailer;
            isInTrailer |= isTrailer;
        }
    }

    private void CheckRequired(in FixMessage message, string msgType, List<DecodeFinding> findings)
    {
        ReadOnlySpan<int> always = [FixTags.SenderCompID, FixTags.TargetCompID, FixTags.SendingTime];
        foreach (int tag in always)
            CheckPresent(in message, tag, findings);

        foreach (int tag in dictionary.RequiredOf(msgType))
            CheckPresent(in message, tag, findings);
    }

    private void CheckPresent(in FixMessage message, int tag, List<DecodeFinding> findings)
    {
        if (!message.TryGet(tag, out _))
            findings.Add(new DecodeFinding("required", $"missing: {dictionary.NameOf(tag)}({tag})", tag));
    }

    private void CheckValues(in FixMessage message, List<DecodeFinding> findings)
    {
        foreach (FixField field in message)
        {
            if (!dictionary.Allows(field.Tag, field.Value))
            {
                string value = SecretMask.IsSecret(field.Tag) ? "***" : Encoding.Latin1.GetString(field.Value);
                findings.Add(new DecodeFinding(
                    "value", $"not a value of {dictionary.NameOf(field.Tag)}({field.Tag}): value={value}", field.Tag));
            }
        }
    }

    // Only what the checks above have not said: unknown tags, formats, groups.
    private void CheckDictionary(in FixMessage message, List<DecodeFinding> findings)
    {
        FixVerdict verdict = dictionary.Check(in message);
        if (!verdict.IsBad || findings.Exists(finding => finding.Tag == verdict.Tag || finding.Kind == "order"))
            return;

        string what = $"{verdict.Reason}: {dictionary.NameOf(verdict.Tag) ?? "unknown"}({verdict.Tag})";
        findings.Add(new DecodeFinding("dictionary", what, verdict.Tag));
    }

    private static string Text(in FixMessage message, int tag) =>
        message.TryGet(tag, out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : "nothing";
}
