using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Strategies;

/// <summary>Collects what is wrong with parameters, so that a user hears everything at once. Set-up only.</summary>
internal sealed class ParameterFaults
{
    private readonly List<string> _texts = [];

    public IReadOnlyList<string> Texts => _texts;

    public void AddIfOutside(string name, long value, long min, long max)
    {
        if (value < min || value > max)
            _texts.Add($"{name} out of range: {name}={value}; allowed {min} to {max}");
    }

    /// <summary>Not-a-number is outside every range.</summary>
    public void AddIfOutside(string name, double value, double min, double max)
    {
        if (!(value >= min && value <= max))
            _texts.Add($"{name} out of range: {name}={value}; allowed {min} to {max}");
    }

    public void Add(string text) => _texts.Add(text);

    /// <exception cref="ArgumentException">There are faults; the text lists them all.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> faults, string subject)
    {
        if (faults.Count > 0)
            throw new ArgumentException($"{subject}: {string.Join("; ", faults)}");
    }
}
