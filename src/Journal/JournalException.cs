using System;

namespace LowLatencyEngine.Journal;

/// <summary>
/// A journal cannot be opened, read or repaired as asked; the message says why, with the facts and what to do.
/// </summary>
public sealed class JournalException : Exception
{
    public JournalException(string message)
        : base(message)
    {
    }

    public JournalException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>The damage that was met, or null where the cause is another.</summary>
    public JournalDamage? Damage { get; init; }
}
