using System;

namespace LowLatencyEngine.Console.Journal;

/// <summary>What the user wrote parses but means nothing here; the message is for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
