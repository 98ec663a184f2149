using System;
using System.CommandLine;
using System.Globalization;
using LowLatencyEngine.Journal.Archive;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Journal;

/// <summary>The options of `journal archive`: what is compressed, what is kept, how often.</summary>
internal sealed class ArchiveOptions
{
    private readonly Option<string?> _olderThan = new("--older-than")
    {
        Description = "leave segments written since then alone: 30m, 12h, 7d",
    };
    private readonly Option<string?> _keep = new("--keep")
    {
        Description = "delete the oldest archives beyond this size or age: 500G, 90d",
    };
    private readonly Option<long?> _neededFrom = new("--needed-from")
    {
        Description = "never delete this record or later ones; without it, what the oldest usable snapshot needs",
    };
    private readonly Option<string?> _every = new("--every")
    {
        Description = "go on, one pass each time this has passed; without it one pass",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _olderThan, _keep, _neededFrom, _every })
            command.Add(option);
    }

    /// <param name="parsed">The user's words.</param>
    /// <param name="neededBySnapshots">Asked where the user does not say from where on records are needed.</param>
    /// <exception cref="UsageException">A size or age cannot be read.</exception>
    public ArchivePolicy ReadPolicy(ParseResult parsed, Func<long> neededBySnapshots)
    {
        string? keep = parsed.GetValue(_keep);
        long? keepBytes = keep is null ? null : SizeOf(keep);
        TimeSpan? keepAge = keep is null ? null : AgeOf(keep);
        if (keep is not null && keepBytes is null && keepAge is null)
            throw Unreadable(_keep.Name, keep);

        return new ArchivePolicy
        {
            OlderThan = ReadAge(parsed, _olderThan) ?? TimeSpan.Zero,
            KeepBytes = keepBytes,
            KeepAge = keepAge,
            NeededFrom = parsed.GetValue(_neededFrom) is long sequence ? () => sequence : neededBySnapshots,
        };
    }

    /// <summary>Null for one pass.</summary>
    /// <exception cref="UsageException">The time cannot be read.</exception>
    public TimeSpan? ReadInterval(ParseResult parsed) => ReadAge(parsed, _every);

    /// <summary>"90s", "30m", "12h", "7d"; null where the text is no age.</summary>
    public static TimeSpan? AgeOf(string text)
    {
        double secondsPerUnit = text.Length == 0 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => 0,
        };
        return secondsPerUnit > 0 && TryParseCount(text[..^1], out long count)
            ? TimeSpan.FromSeconds(count * secondsPerUnit)
            : null;
    }

    /// <summary>"100K", "20M", "500G", "2T", each 1,024 of the one before; null where the text is no size.</summary>
    public static long? SizeOf(string text)
    {
        int power = text.Length == 0 ? -1 : "KMGT".IndexOf(text[^1], StringComparison.Ordinal);
        return power >= 0 && TryParseCount(text[..^1], out long count) ? count << (10 * (power + 1)) : null;
    }

    // Below a million: no unit makes more of it than a long or a TimeSpan holds.
    private static bool TryParseCount(string text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count < 1_000_000;

    private static TimeSpan? ReadAge(ParseResult parsed, Option<string?> option)
    {
        string? text = parsed.GetValue(option);
        if (text is null)
            return null;

        return AgeOf(text) ?? throw Unreadable(option.Name, text);
    }

    private static UsageException Unreadable(string option, string text) => new(
        $"size or age cannot be read: {option}={text}; " +
        "write a number and one of s, m, h, d (age) or K, M, G, T (size)");
}
