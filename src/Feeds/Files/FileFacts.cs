using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// What a file's name and folders say of it, for what the contents leave open: symbol, day, bar length, side, market.
/// </summary>
internal sealed class FileFacts
{
    private const long SecondNs = 1_000_000_000;

    private static readonly string[] Extensions = [".gz", ".zip", ".csv", ".txt", ".json", ".jsonl", ".data", ".dbn"];
    private static readonly HashSet<string> Descriptions = new(StringComparer.OrdinalIgnoreCase)
    {
        "bars", "trades", "trade", "aggtrades", "quotes", "quote", "ticks", "tick", "bid", "ask", "klines", "mbo",
        "message", "orderbook", "second", "minute", "hour", "daily", "list", "q1", "q2", "q3", "q4",
    };

    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="path">The file.</param>
    /// <param name="entryName">What is read of it, where it is a zip file.</param>
    public FileFacts(string path, string? entryName)
    {
        AddWords(path);
        if (entryName is not null)
            AddWords(entryName);

        string stem = Stem(entryName ?? path);
        DayNs = DayOf(stem) ?? DayOf(Stem(path)) ?? -1;
        Symbol = SymbolOf(stem);
        IntervalNs = IntervalOfWords();
    }

    /// <summary>Upper case.</summary>
    public string Symbol { get; }

    /// <summary>Midnight of the day in the name as if it were UTC; -1 where there is none.</summary>
    public long DayNs { get; }

    /// <summary>Length of the bars; 0 where the name does not say.</summary>
    public long IntervalNs { get; }

    /// <summary>Side whose quotes the bars are of.</summary>
    public Side Side => Has("bid") ? Side.Buy : Has("ask") ? Side.Sell : Side.None;

    /// <summary>Whether a folder or a part of the name is this word.</summary>
    public bool Has(string word) => _words.Contains(word);

    private static string Stem(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        for (int i = 0; i < Extensions.Length; i++)
        {
            if (!name.EndsWith(Extensions[i], StringComparison.OrdinalIgnoreCase))
                continue;

            name = name[..^Extensions[i].Length];
            i = -1;
        }

        return name;
    }

    private static long? DayOf(string stem)
    {
        foreach (string word in stem.Split('_', '-'))
        {
            if (word.Length == 8 && IsDay(word, out long dayNs))
                return dayNs;
        }

        foreach (string word in stem.Split('_'))
        {
            if (word.Length == 10 && IsDay(word, out long dayNs))
                return dayNs;
        }

        return null;
    }

    private static bool IsDay(string word, out long dayNs)
    {
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(word);
        return TimeReader.TryDate(ref text, out dayNs) && text.Length == 0;
    }

    // What is left when dates before and dates, numbers and descriptions behind are taken off.
    private static string SymbolOf(string stem)
    {
        int begin = stem.Length > 9 && stem[8] == '_' && IsDay(stem[..8], out _) ? 9 : 0;
        int cut;
        string symbol = stem[begin..];
        while ((cut = symbol.LastIndexOfAny(['_', '-'])) > 0 && IsDescription(symbol[(cut + 1)..]))
            symbol = symbol[..cut];

        return symbol.ToUpperInvariant();
    }

    private static bool IsDescription(string word) =>
        Descriptions.Contains(word) || IntervalOf(word) > 0 || word.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ||
        (word.Length > 15 && word[8] == 'T' && IsDay(word[..8], out _));

    private static long IntervalOf(string word)
    {
        bool isLetterFirst = word.Length > 1 && word[0] is 'M' or 'm' or 'H' or 'h' or 'D' or 'd';
        string digits = isLetterFirst ? word[1..] : word.TrimEnd('s', 'm', 'i', 'n', 'h', 'd', 'w', 'M', 'H', 'D');
        if (digits.Length is 0 or > 4 || digits.Length == word.Length || !int.TryParse(digits, out int count))
            return 0;

        string unit = isLetterFirst ? word[..1].ToLowerInvariant() : word[digits.Length..].ToLowerInvariant();
        return count * unit switch
        {
            "s" => SecondNs,
            "m" or "min" => 60 * SecondNs,
            "h" => 3_600 * SecondNs,
            "d" => 86_400 * SecondNs,
            "w" => 7 * 86_400 * SecondNs,
            _ => 0,
        };
    }

    private long IntervalOfWords()
    {
        if (Has("tick"))
            return 0;

        foreach (string word in _words)
        {
            if (IntervalOf(word) is var intervalNs and > 0)
                return intervalNs;
        }

        return Has("second") ? SecondNs
            : Has("minute") ? 60 * SecondNs
            : Has("hour") ? 3_600 * SecondNs
            : Has("daily") ? 86_400 * SecondNs : 0;
    }

    private void AddWords(string path)
    {
        string[] folders = path.Split('/');
        for (int i = Math.Max(0, folders.Length - 6); i < folders.Length; i++)
        {
            bool isName = i == folders.Length - 1;
            foreach (string word in isName ? Stem(path).Split('_', '-') : [folders[i]])
                _words.Add(word);
        }
    }
}
