using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Xml;

namespace LowLatencyEngine.Console.Fix;

/// <summary>What `lle fix decode` calls things: the built-in names, and over them those of a QuickFIX XML file.</summary>
internal sealed class DecodeDictionary
{
    private readonly Dictionary<int, string> _fields = DecodeNames.FieldTable();
    private readonly Dictionary<string, string> _messages = DecodeNames.MessageTable();
    private readonly Dictionary<(int Tag, string Value), string> _values = DecodeNames.ValueTable();
    private readonly Dictionary<string, int[]> _required = DecodeNames.RequiredTable();
    private readonly HashSet<int> _closedTags = []; // Fields whose values the file lists.

    private DecodeDictionary()
    {
    }

    /// <summary>The built-in names, and those of the file where one is given.</summary>
    /// <exception cref="IOException">The file cannot be read, or is no such dictionary.</exception>
    public static DecodeDictionary Load(string? path)
    {
        var dictionary = new DecodeDictionary();
        if (path is null)
            return dictionary;

        try
        {
            using FileStream stream = File.OpenRead(path);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var document = new XmlDocument { XmlResolver = null };
            document.Load(reader);
            dictionary.Add(document.DocumentElement!);
            return dictionary;
        }
        catch (Exception e) when (e is XmlException or FormatException or KeyNotFoundException)
        {
            throw new IOException($"not a QuickFIX dictionary: path={path}; {e.Message}", e);
        }
    }

    public string? NameOf(int tag) => _fields.GetValueOrDefault(tag);

    public string? MessageNameOf(string msgType) => _messages.GetValueOrDefault(msgType);

    public string? TextOf(int tag, string value) => _values.GetValueOrDefault((tag, value));

    /// <summary>False where the dictionary file lists the field's values and this one is not among them.</summary>
    public bool Allows(int tag, string value) => !_closedTags.Contains(tag) || _values.ContainsKey((tag, value));

    /// <summary>Tags that a message of this type must have, header and trailer apart.</summary>
    public ReadOnlySpan<int> RequiredOf(string msgType) => _required.GetValueOrDefault(msgType);

    private void Add(XmlElement root)
    {
        var tagsByName = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (XmlElement field in Elements(root["fields"]))
        {
            int tag = int.Parse(field.GetAttribute("number"), CultureInfo.InvariantCulture);
            _fields[tag] = field.GetAttribute("name");
            tagsByName[field.GetAttribute("name")] = tag;
            AddValues(field, tag);
        }

        var components = new Dictionary<string, XmlElement>(StringComparer.Ordinal);
        foreach (XmlElement component in Elements(root["components"]))
            components[component.GetAttribute("name")] = component;

        foreach (XmlElement message in Elements(root["messages"]))
        {
            string msgType = message.GetAttribute("msgtype");
            var required = new List<int>();
            AddRequired(message, tagsByName, components, required);
            _messages[msgType] = message.GetAttribute("name");
            _required[msgType] = [.. required];
        }
    }

    private void AddValues(XmlElement field, int tag)
    {
        bool isMultiple = field.GetAttribute("type").StartsWith("MULTIPLE", StringComparison.Ordinal);
        foreach (XmlElement value in Elements(field))
        {
            _values[(tag, value.GetAttribute("enum"))] = value.GetAttribute("description");
            if (!isMultiple)
                _closedTags.Add(tag);
        }
    }

    // A component's fields are required where the component is; a group's are its entries' matter, not the message's.
    private static void AddRequired(
        XmlElement block, Dictionary<string, int> tagsByName, Dictionary<string, XmlElement> components,
        List<int> required)
    {
        foreach (XmlElement member in Elements(block))
        {
            if (member.GetAttribute("required") != "Y")
                continue;

            string name = member.GetAttribute("name");
            if (member.Name == "component")
                AddRequired(components[name], tagsByName, components, required);
            else
                required.Add(tagsByName[name]);
        }
    }

    private static IEnumerable<XmlElement> Elements(XmlElement? parent)
    {
        foreach (XmlNode node in parent?.ChildNodes ?? new XmlDocument().ChildNodes)
        {
            if (node is XmlElement element)
                yield return element;
        }
    }
}
