using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Takes typed values out of a <see cref="ConfigurationText"/> and collects every error instead of stopping at the
/// first; a field that nobody asked for is an error too, because it is most often a misspelling. Set-up only.
/// </summary>
internal sealed class ConfigurationReader(ConfigurationText text)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _errors = [];

    public bool Has(string path) => text.Contains(path);

    /// <summary>How many elements a list has; 0 where it is absent.</summary>
    public int CountOf(string list)
    {
        _known.Add(list);
        int count = 0;
        while (text.Contains($"{list}[{count}]"))
            count++;

        return count;
    }

    public string Text(string path, string? fallback = null)
    {
        if (!TryFind(path, fallback is not null, out ConfigurationText.Entry entry))
            return fallback ?? "";

        if (entry.Kind == JsonTokenType.String && entry.Text.Length > 0)
            return entry.Text;

        Refuse(path, entry, "a text in quotes");
        return "";
    }

    /// <summary>A name in quotes, or a whole number in its place.</summary>
    public string NameOrNumber(string path)
    {
        if (!TryFind(path, isOptional: false, out ConfigurationText.Entry entry))
            return "";

        bool isNumber = entry.Kind == JsonTokenType.Number && uint.TryParse(
            entry.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (isNumber || (entry.Kind == JsonTokenType.String && entry.Text.Length > 0))
            return entry.Text;

        Refuse(path, entry, "a name in quotes, or a whole number");
        return "";
    }

    public long Integer(string path, long min, long max, long? fallback = null)
    {
        if (!TryFind(path, fallback.HasValue, out ConfigurationText.Entry entry))
            return fallback ?? min;

        if (entry.Kind == JsonTokenType.Number &&
            long.TryParse(entry.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) &&
            value >= min && value <= max)
            return value;

        Refuse(path, entry, $"a whole number from {min} to {max}");
        return min;
    }

    public double Real(string path, double min, double max, double fallback)
    {
        if (!TryFind(path, true, out ConfigurationText.Entry entry))
            return fallback;

        if (entry.Kind == JsonTokenType.Number &&
            double.TryParse(entry.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) &&
            value >= min && value <= max)
            return value;

        Refuse(path, entry, $"a number from {min} to {max}");
        return fallback;
    }

    public bool Flag(string path, bool fallback)
    {
        if (!TryFind(path, true, out ConfigurationText.Entry entry))
            return fallback;

        if (entry.Kind is JsonTokenType.True or JsonTokenType.False)
            return entry.Kind == JsonTokenType.True;

        Refuse(path, entry, "true or false");
        return fallback;
    }

    public TEnum Choice<TEnum>(string path, TEnum fallback, params ReadOnlySpan<TEnum> choices)
        where TEnum : struct, Enum
    {
        if (!TryFind(path, true, out ConfigurationText.Entry entry))
            return fallback;

        foreach (TEnum choice in choices)
        {
            if (string.Equals(choice.ToString(), entry.Text, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        string[] names = [.. choices.ToArray().Select(choice => choice.ToString().ToLowerInvariant())];
        Refuse(path, entry, "one of " + string.Join(", ", names));
        return fallback;
    }

    /// <summary>A tick or a lot: a positive decimal in quotes.</summary>
    public DecimalScale Step(string path)
    {
        if (!TryFind(path, false, out ConfigurationText.Entry entry))
            return new DecimalScale(1, 0);

        if (entry.Kind == JsonTokenType.String)
        {
            try
            {
                return DecimalScale.ParseStepOrThrow(entry.Text);
            }
            catch (FormatException)
            {
                // Told below, with the line.
            }
        }

        Refuse(path, entry, "a positive decimal in quotes, such as \"0.01\"");
        return new DecimalScale(1, 0);
    }

    /// <summary>
    /// A quantity, a price or an amount as exact steps of <paramref name="scale"/>: a decimal in quotes.
    /// </summary>
    public long Decimal(string path, DecimalScale scale, string? fallback = null)
    {
        if (!TryFind(path, fallback is not null, out ConfigurationText.Entry entry))
            return fallback is null ? 0 : Parse(scale, fallback, out _);

        if (entry.Kind == JsonTokenType.String)
        {
            long steps = Parse(scale, entry.Text, out DecimalVerdict verdict);
            if (verdict == DecimalVerdict.Ok && steps > 0)
                return steps;
        }

        Refuse(path, entry, $"a positive decimal in quotes, a multiple of {scale.ToString(1)}");
        return 0;
    }

    /// <summary>An absolute address whose scheme is one of <paramref name="schemes"/>.</summary>
    public Uri Address(string path, params string[] schemes)
    {
        var nowhere = new Uri("none://nowhere");
        if (!TryFind(path, false, out ConfigurationText.Entry entry))
            return nowhere;

        if (Uri.TryCreate(entry.Text, UriKind.Absolute, out Uri? address) &&
            schemes.Contains(address.Scheme, StringComparer.Ordinal))
            return address;

        Refuse(path, entry, "an address such as " + string.Join(" or ", schemes.Select(s => $"{s}://127.0.0.1:9000")));
        return nowhere;
    }

    /// <summary>An error found by the caller in a value that reads well by itself.</summary>
    public void Refuse(string path, string allowed)
    {
        text.TryGet(path, out ConfigurationText.Entry entry);
        Refuse(path, entry, allowed);
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="ConfigurationException">There were errors, or fields nobody asked for.</exception>
    public void ThrowIfRefused()
    {
        foreach (string path in text.Paths)
        {
            text.TryGet(path, out ConfigurationText.Entry entry);
            bool isElement = path.EndsWith(']');
            if (!isElement && !_known.Contains(path) && entry.Kind != JsonTokenType.StartObject)
            {
                _errors.Add(
                    $"{text.File}:{entry.Line}: {path} is not a field of the configuration; correct or remove it");
            }
        }

        if (_errors.Count > 0)
            throw new ConfigurationException(_errors);
    }

    private static long Parse(DecimalScale scale, string value, out DecimalVerdict verdict)
    {
        verdict = scale.TryParse(Encoding.UTF8.GetBytes(value), out long steps);
        return steps;
    }

    private bool TryFind(string path, bool isOptional, out ConfigurationText.Entry entry)
    {
        _known.Add(path);
        if (text.TryGet(path, out entry))
            return true;

        if (!isOptional)
            _errors.Add($"{text.File}:1: {path} is missing; add it");

        return false;
    }

    private void Refuse(string path, ConfigurationText.Entry entry, string allowed) =>
        _errors.Add($"{text.File}:{entry.Line}: {path}={entry.Text} is not allowed; use {allowed}");
}
