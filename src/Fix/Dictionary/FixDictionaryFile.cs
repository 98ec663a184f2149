using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Xml;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Reads a dictionary in QuickFIX's XML format, as brokers publish it. For set-up: allocates, reads a file once.
/// </summary>
public static class FixDictionaryFile
{
    private const int ComponentDepthMax = 32; // A dictionary whose components contain themselves is refused.

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">It is no such dictionary; the message says why.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static FixDictionary Load(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"FIX dictionary is not there: path={path}; name QuickFIX's XML file");

        using FileStream stream = File.OpenRead(path);
        try
        {
            return Read(stream);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException)
        {
            throw new InvalidDataException($"FIX dictionary cannot be used: path={path}; {e.Message}", e);
        }
    }

    /// <summary>Reads a dictionary from a stream.</summary>
    /// <exception cref="InvalidDataException">The XML is no such dictionary.</exception>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static FixDictionary Read(Stream stream)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true };
        using var reader = XmlReader.Create(stream, settings);
        var document = new XmlDocument { XmlResolver = null };
        document.Load(reader);
        XmlElement root = document.DocumentElement!;
        if (root.Name != "fix")
            throw new InvalidDataException($"the root element is not <fix>: element={root.Name}");

        var builder = new DictionaryBuilder(VersionOf(root));
        AddFields(root, builder);
        var components = new Dictionary<string, XmlElement>(StringComparer.Ordinal);
        foreach (XmlElement component in Children(root["components"]))
            components[Attribute(component, "name")] = component;

        var members = new MemberReader(builder, components);
        members.Add(Children(root["header"]), builder.Header, isRequiredHere: true, depth: 0);
        members.Add(Children(root["trailer"]), builder.Trailer, isRequiredHere: true, depth: 0);
        foreach (XmlElement message in Children(root["messages"]))
        {
            var block = new BlockBuilder(Attribute(message, "name"));
            members.Add(Children(message), block, isRequiredHere: true, depth: 0);
            builder.AddMessage(MsgTypes.Pack(Encoding.ASCII.GetBytes(Attribute(message, "msgtype"))), block);
        }

        return builder.Build();
    }

    private static string VersionOf(XmlElement root)
    {
        string type = root.GetAttribute("type") is { Length: > 0 } given ? given : "FIX";
        string servicePack = root.GetAttribute("servicepack") is { Length: > 0 } pack && pack != "0" ? "SP" + pack : "";
        return $"{type}.{Attribute(root, "major")}.{Attribute(root, "minor")}{servicePack}";
    }

    private static void AddFields(XmlElement root, DictionaryBuilder builder)
    {
        bool isCharText = VersionOf(root) is "FIX.4.0" or "FIX.4.1";
        foreach (XmlElement field in Children(root["fields"]))
        {
            var values = new List<KeyValuePair<string, string>>();
            foreach (XmlElement value in field.GetElementsByTagName("value"))
                values.Add(new(Attribute(value, "enum"), value.GetAttribute("description")));

            if (field.GetAttribute("allowOtherValues") is "Y" or "true")
                values.Clear();

            builder.AddField(new FixFieldDefinition(
                int.Parse(Attribute(field, "number"), NumberStyles.None, CultureInfo.InvariantCulture),
                Attribute(field, "name"),
                TypeOf(Attribute(field, "type"), isCharText),
                new FixFieldValues(values)));
        }
    }

    private static FixFieldType TypeOf(string type, bool isCharText) => type switch
    {
        "CHAR" => isCharText ? FixFieldType.Text : FixFieldType.Char,
        "INT" or "LENGTH" or "SEQNUM" or "TAGNUM" or "DAYOFMONTH" => FixFieldType.Int,
        "NUMINGROUP" => FixFieldType.GroupCount,
        "PRICE" or "QTY" or "QUANTITY" or "AMT" or "FLOAT" or "PRICEOFFSET" or "PERCENTAGE" => FixFieldType.Decimal,
        "BOOLEAN" => FixFieldType.Boolean,
        "UTCTIMESTAMP" or "TIME" => FixFieldType.UtcTimestamp,
        "UTCTIMEONLY" => FixFieldType.UtcTime,
        "UTCDATE" or "UTCDATEONLY" or "LOCALMKTDATE" or "DATE" => FixFieldType.Date,
        "MULTIPLEVALUESTRING" or "MULTIPLESTRINGVALUE" or "MULTIPLECHARVALUE" => FixFieldType.MultipleValue,
        "DATA" or "XMLDATA" => FixFieldType.Data,
        _ => FixFieldType.Text, // STRING, CURRENCY, EXCHANGE, COUNTRY, MONTHYEAR, TZTIMESTAMP and what brokers invent.
    };

    private static IEnumerable<XmlElement> Children(XmlElement? parent)
    {
        for (XmlNode? node = parent?.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node is XmlElement element)
                yield return element;
        }
    }

    private static string Attribute(XmlElement element, string name)
    {
        if (element.GetAttributeNode(name) is { Value.Length: > 0 } attribute)
            return attribute.Value;

        throw new InvalidDataException(
            $"an element lacks an attribute: element={element.Name}, name={element.GetAttribute("name")}, " +
            $"attribute={name}");
    }

    /// <summary>Resolves fields, groups and components into blocks.</summary>
    private sealed class MemberReader(DictionaryBuilder builder, Dictionary<string, XmlElement> components)
    {
        // A member of an optional component is never required: the component may be absent as a whole.
        public void Add(IEnumerable<XmlElement> members, BlockBuilder target, bool isRequiredHere, int depth)
        {
            if (depth > ComponentDepthMax)
            {
                throw new InvalidDataException(
                    $"components or groups are nested too deep, or in a ring: in={target.Name}");
            }

            foreach (XmlElement member in members)
            {
                string name = Attribute(member, "name");
                bool isRequired = isRequiredHere && member.GetAttribute("required") == "Y";
                switch (member.Name)
                {
                    case "field":
                        target.Add(builder.FieldNamed(name).Tag, isRequired);
                        break;

                    case "group":
                        var group = new BlockBuilder(name);
                        Add(Children(member), group, isRequiredHere: true, depth + 1);
                        target.Add(builder.FieldNamed(name).Tag, isRequired, group.BuildGroup());
                        break;

                    case "component" when components.TryGetValue(name, out XmlElement? component):
                        Add(Children(component), target, isRequired, depth + 1);
                        break;

                    default:
                        throw new InvalidDataException(
                            $"a member is no field, group or known component: element={member.Name}, name={name}");
                }
            }
        }
    }
}
