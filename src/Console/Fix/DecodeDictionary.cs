using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// What `lle fix decode` calls things: the names of the dictionaries given, and below them the built-in one's. Values
/// and unknown tags are checked only where a dictionary is given.
/// </summary>
internal sealed class DecodeDictionary
{
    private readonly FixDictionary[] _dictionaries;
    private readonly FixDictionary _builtIn = BuiltInDictionary.For("FIX.4.4");
    private readonly FixValidator?[] _validators;

    private DecodeDictionary(FixDictionary[] dictionaries)
    {
        _dictionaries = dictionaries;
        _validators = Array.ConvertAll(dictionaries, NewValidator);
    }

    /// <summary>Loads QuickFIX XML files; for FIXT.1.1 the transport's and the application's.</summary>
    /// <exception cref="IOException">A file cannot be read, or is no such dictionary.</exception>
    public static DecodeDictionary Load(IReadOnlyList<string> paths)
    {
        var dictionaries = new FixDictionary[paths.Count];
        for (int i = 0; i < dictionaries.Length; i++)
        {
            try
            {
                dictionaries[i] = FixDictionaryFile.Load(paths[i]);
            }
            catch (InvalidDataException e)
            {
                throw new IOException(e.Message, e);
            }
        }

        return new DecodeDictionary(dictionaries);
    }

    public string? NameOf(int tag) => (FieldOf(tag) ?? _builtIn.FindField(tag))?.Name;

    public string? MessageNameOf(string msgType) => MessageOf(msgType)?.Name;

    public string? TextOf(int tag, string value)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(value);
        return FieldOf(tag)?.Values.NameOf(bytes) ?? _builtIn.FindField(tag)?.Values.NameOf(bytes);
    }

    /// <summary>False where a dictionary lists the field's values and this one is not among them.</summary>
    public bool Allows(int tag, ReadOnlySpan<byte> value) => FieldOf(tag)?.Values.AllowsEach(value) ?? true;

    /// <summary>Tags that a message of this type must have, header and trailer apart.</summary>
    public int[] RequiredOf(string msgType)
    {
        if (MessageOf(msgType) is not { } message)
            return [];

        ReadOnlySpan<int> indexes = message.RequiredIndexes;
        var tags = new int[indexes.Length];
        for (int i = 0; i < tags.Length; i++)
            tags[i] = message.Tags[indexes[i]];

        return tags;
    }

    /// <summary>What a session with the dictionary of the message's version would refuse it for.</summary>
    public FixVerdict Check(in FixMessage message)
    {
        message.TryGet(FixTags.BeginString, out ReadOnlySpan<byte> version);
        for (int i = 0; i < _dictionaries.Length; i++)
        {
            bool isRight = version.SequenceEqual(Encoding.ASCII.GetBytes(_dictionaries[i].Version));
            if (isRight && _validators[i] is { } validator)
                return validator.Check(in message);
        }

        return default;
    }

    // A transport dictionary alone would call every application message unknown.
    private static FixValidator? NewValidator(FixDictionary dictionary) =>
        dictionary.Version.StartsWith("FIX.4", StringComparison.Ordinal) ? new FixValidator(dictionary) : null;

    private FixFieldDefinition? FieldOf(int tag)
    {
        foreach (FixDictionary dictionary in _dictionaries)
        {
            if (dictionary.FindField(tag) is { } field)
                return field;
        }

        return null;
    }

    private FixBlock? MessageOf(string msgType)
    {
        int packed = MsgTypes.Pack(Encoding.Latin1.GetBytes(msgType));
        foreach (FixDictionary dictionary in _dictionaries)
        {
            if (dictionary.FindMessage(packed) is { } message)
                return message;
        }

        return _builtIn.FindMessage(packed);
    }
}
