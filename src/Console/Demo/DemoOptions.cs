using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Console.Demo;

/// <summary>What `lle demo` was asked for.</summary>
internal sealed record DemoOptions
{
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Whose market data the files are; null: as the demo's configuration has it.</summary>
    public string? VenueName { get; init; }

    /// <summary>Null: until the data ends.</summary>
    public required TimeSpan? Length { get; init; }

    public required string Speed { get; init; }

    public required long Loop { get; init; }

    public required long Seed { get; init; }

    /// <summary>Null: as the demo's configuration has it.</summary>
    public required string? Map { get; init; }

    /// <summary>Null: the default folder, made anew.</summary>
    public required string? JournalFolder { get; init; }

    public required bool IsJson { get; init; }
}
