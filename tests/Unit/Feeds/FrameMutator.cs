using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// Changes frames from a seed: damage (which may leave them valid or not) and rewritings that mean the same (other
/// field order, white space, escapes, further fields).
/// </summary>
internal sealed class FrameMutator(Random random)
{
    private static readonly string[] Extras =
    [
        "null", "true", "false", "0", "-1.5e+10", "\"x\"", "\"\\ud83d\\ude00\\u00e9\"", "[]", "{}",
        "[1,[2,{\"u\":3}],\"]\"]",
        "{\"b\":[[\"1\",\"2\"]],\"data\":{\"u\":1}}",
    ];

    private static readonly byte[] Telling =
        Encoding.ASCII.GetBytes("\"\\{}[]:,.-+0123456789eEtfnu \t\n\r\0\u001f\u007fbaABsmTUpq");

    /// <summary>Cuts, flips, inserts, removes, doubles: one to three times.</summary>
    public byte[] Damage(byte[] frame)
    {
        var bytes = new List<byte>(frame);
        int count = random.Next(1, 4);
        for (int i = 0; i < count && bytes.Count > 1; i++)
            DamageOnce(bytes);

        return [.. bytes];
    }

    /// <summary>The same content, written otherwise.</summary>
    public byte[] Rewrite(byte[] frame)
    {
        using JsonDocument document = JsonDocument.Parse(frame);
        var text = new StringBuilder();
        Write(document.RootElement, text);
        WriteSpace(text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void DamageOnce(List<byte> bytes)
    {
        int at = random.Next(bytes.Count);
        switch (random.Next(8))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;

            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;

            case 2:
                bytes[at] = (byte)random.Next(256);
                break;

            case 3:
                bytes.Insert(at, Telling[random.Next(Telling.Length)]);
                break;

            case 4:
                bytes.RemoveAt(at);
                break;

            case 5:
                int length = random.Next(1, Math.Min(40, bytes.Count - at + 1));
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;

            case 6:
                bytes.RemoveRange(at, random.Next(1, Math.Min(20, bytes.Count - at + 1)));
                break;

            default:
                bytes[at] = Telling[random.Next(Telling.Length)];
                break;
        }
    }

    private void Write(JsonElement element, StringBuilder text)
    {
        WriteSpace(text);
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, text);
                break;

            case JsonValueKind.Array:
                IEnumerable<JsonElement> items = element.EnumerateArray();
                WriteList(text, '[', ']', [.. items.Select<JsonElement, Action>(item => () => Write(item, text))]);
                break;

            case JsonValueKind.String:
                WriteString(element.GetString()!, text);
                break;

            default:
                text.Append(element.GetRawText());
                break;
        }

        WriteSpace(text);
    }

    private void WriteObject(JsonElement element, StringBuilder text)
    {
        var members = new List<Action>();
        foreach (JsonProperty property in element.EnumerateObject())
            members.Add(() => WriteMember(property.Name, () => Write(property.Value, text), text));

        for (int i = random.Next(3); i > 0; i--)
        {
            string name = $"x{random.Next(1000).ToString(CultureInfo.InvariantCulture)}";
            string value = Extras[random.Next(Extras.Length)];
            members.Add(() => WriteMember(name, () => text.Append(value), text));
        }

        Action[] shuffled = [.. members];
        if (random.Next(4) != 0)
            random.Shuffle(shuffled);

        WriteList(text, '{', '}', shuffled);
    }

    private void WriteMember(string name, Action value, StringBuilder text)
    {
        WriteSpace(text);
        WriteString(name, text);
        WriteSpace(text);
        text.Append(':');
        value();
    }

    private static void WriteList(StringBuilder text, char opening, char closing, Action[] items)
    {
        text.Append(opening);
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(',');

            items[i]();
        }

        text.Append(closing);
    }

    private void WriteString(string value, StringBuilder text)
    {
        bool escapes = random.Next(6) == 0;
        text.Append('"');
        foreach (char c in value)
        {
            string format = random.Next(2) == 0 ? "x4" : "X4";
            if (escapes && random.Next(3) == 0)
                text.Append("\\u").Append(((int)c).ToString(format, CultureInfo.InvariantCulture));
            else
                text.Append(c);
        }

        text.Append('"');
    }

    private void WriteSpace(StringBuilder text)
    {
        if (random.Next(8) != 0)
            return;

        for (int i = random.Next(1, 4); i > 0; i--)
            text.Append(" \t\r\n"[random.Next(4)]);
    }
}
