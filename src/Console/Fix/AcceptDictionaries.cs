using System;
using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// Gives sessions their dictionaries from a folder that has QuickFIX's files under their usual names: FIX40.xml to
/// FIX50SP2.xml and FIXT11.xml. Each file is read once. Without a folder the built-in dictionary checks what it knows.
/// </summary>
internal sealed class AcceptDictionaries(string? folder)
{
    private readonly Dictionary<string, FixDictionary> _byVersion = new(StringComparer.Ordinal);

    /// <summary>The options with the dictionaries of their versions.</summary>
    /// <exception cref="InvalidDataException">A file is no dictionary.</exception>
    /// <exception cref="IOException">A file is not there.</exception>
    public FixSessionOptions AddTo(FixSessionOptions options)
    {
        if (folder is null)
            options = options with { Validation = options.Validation with { AllowUnknownMsgFields = true } };

        options = options with { Dictionary = Load(options.BeginString) };
        return options.DefaultApplVerId.Length == 0
            ? options
            : options with { ApplicationDictionaries = [Load(options.DefaultApplVerId)] };
    }

    private FixDictionary Load(string version)
    {
        if (_byVersion.TryGetValue(version, out FixDictionary? known))
            return known;

        string name = version.Replace(".", "", StringComparison.Ordinal) + ".xml";
        FixDictionary dictionary = folder is null
            ? BuiltInDictionary.For(version)
            : FixDictionaryFile.Load(Path.Combine(folder, name));
        _byVersion.Add(version, dictionary);
        return dictionary;
    }
}
