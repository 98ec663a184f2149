using System.Collections.Generic;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Who may act on a running engine.</summary>
public sealed record ControlConfiguration
{
    /// <summary>Accounts of the machine by name or uid; empty: the one that runs the engine, and root.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];
}

/// <summary>What makes two persons of two operators. In configurations by name.</summary>
public enum PersonRule
{
    /// <summary>Two accounts of the machine, and two names.</summary>
    Accounts = 0,

    /// <summary>Two names: for a desk of one account, which must trust what is claimed.</summary>
    Names = 1,
}
