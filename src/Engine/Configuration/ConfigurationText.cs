using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// A JSON file as a flat table of "path = value, line", so that every error can name file, line, field and value.
/// Comments are allowed. Set-up only.
/// </summary>
public sealed class ConfigurationText
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    private ConfigurationText(string file, string source)
    {
        File = file;
        Source = source;
    }

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>The whole text.</summary>
    public string Source { get; }

    /// <summary>Paths in the order of the file: "risk.messagesMax", "instruments[0].symbol".</summary>
    public IReadOnlyList<string> Paths => _order;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">Missing, unreadable, not JSON, or a field occurs twice.</exception>
    public static ConfigurationText Load(string file)
    {
        byte[] bytes;
        try
        {
            bytes = System.IO.File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                [$"{file}: cannot be read: {e.Message}; name a configuration with --config FILE"]);
        }

        return Parse(file, bytes);
    }

    /// <summary>Reads a text already in memory; <paramref name="file"/> is only its name.</summary>
    /// <exception cref="ConfigurationException">Not JSON, or a field occurs twice.</exception>
    public static ConfigurationText Parse(string file, ReadOnlySpan<byte> json)
    {
        var text = new ConfigurationText(file, Encoding.UTF8.GetString(json));
        var reader = new Utf8JsonReader(
            json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new ConfigurationException([$"{file}:1: a configuration is one JSON object: {{ ... }}"]);

            text.ReadObject(ref reader, json, "");
            if (reader.Read())
            {
                throw new ConfigurationException(
                    [$"{file}:{LineAt(json, reader.TokenStartIndex)}: text after the end of the object"]);
            }
        }
        catch (JsonException e)
        {
            throw new ConfigurationException([$"{file}:{(e.LineNumber ?? 0) + 1}: not valid JSON: {e.Message}"]);
        }

        return text;
    }

    /// <summary>Whether the path is there, as a value or as a beginning of other paths.</summary>
    public bool Contains(string path) => _entries.ContainsKey(path);

    /// <summary>Value and line of a path.</summary>
    public bool TryGet(string path, out Entry entry) => _entries.TryGetValue(path, out entry);

    private void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string path = prefix + reader.GetString();
            reader.Read();
            ReadValue(ref reader, json, path);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        int line = LineAt(json, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Add(path, new Entry("{}", reader.TokenType, line));
                ReadObject(ref reader, json, path + ".");
                break;

            case JsonTokenType.StartArray:
                Add(path, new Entry("[]", reader.TokenType, line));
                for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                    ReadValue(ref reader, json, $"{path}[{i}]");
                break;

            case JsonTokenType.String:
                Add(path, new Entry(reader.GetString()!, reader.TokenType, line));
                break;

            default:
                Add(path, new Entry(Encoding.UTF8.GetString(reader.ValueSpan), reader.TokenType, line));
                break;
        }
    }

    private void Add(string path, Entry entry)
    {
        if (!_entries.TryAdd(path, entry))
            throw new ConfigurationException([$"{File}:{entry.Line}: {path} occurs twice; keep one"]);

        _order.Add(path);
    }

    private static int LineAt(ReadOnlySpan<byte> json, long offset) => 1 + json[..(int)offset].Count((byte)'\n');

    /// <summary>One value of the file.</summary>
    /// <param name="Text">A string without quotes, or the digits, true or false as written.</param>
    /// <param name="Kind">What JSON calls it.</param>
    /// <param name="Line">1-based.</param>
    public readonly record struct Entry(string Text, JsonTokenType Kind, int Line);
}
