using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>A configuration that is refused before anything starts, with every error found.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>One line each: file, line, field, value, allowed range.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
