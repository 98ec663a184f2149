using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Console.Simulation;

/// <summary>
/// `--auction opening=20s` and `--auction closing=600s+10s`: when the simulated venue's auctions are; and lines of
/// standard input that begin a phase, such as `phase closing`.
/// </summary>
internal static class AuctionWords
{
    public const string Help = "opening or opening=SECONDS: the venue starts in a call of that length; " +
        "closing or closing=FROM+SECONDS: one from then on, after which it closes (20s, 600s+10s); " +
        "what has no times begins and ends with a line of standard input: phase opening, continuous, closing, closed";

    private const string Line = "phase ";
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Null where there are none.</summary>
    /// <exception cref="ConfigurationException">A word says nothing.</exception>
    public static AuctionOptions? Parse(IReadOnlyList<string> words)
    {
        AuctionOptions? options = null;
        foreach (string word in words)
            options = With(options ?? new AuctionOptions(), word) ?? throw Unknown(word);

        return options;
    }

    /// <summary>The phase that a line of standard input asks for; null for any other line.</summary>
    public static VenuePhase? PhaseOf(string line) => line switch
    {
        Line + "opening" => VenuePhase.OpeningCall,
        Line + "continuous" => VenuePhase.Continuous,
        Line + "closing" => VenuePhase.ClosingCall,
        Line + "closed" => VenuePhase.Closed,
        _ => null,
    };

    private static AuctionOptions? With(AuctionOptions options, string word)
    {
        string[] parts = word.Split('=', '+');
        return parts switch
        {
            ["opening"] => options with { HasOpening = true },
            ["opening", var length] when TryParse(length, out long lengthNs) =>
                options with { HasOpening = true, OpeningNs = lengthNs },
            ["closing"] => options,
            ["closing", var from, var length] when TryParse(from, out long fromNs) &&
                TryParse(length, out long lengthNs) => options with { ClosingFromNs = fromNs, ClosingNs = lengthNs },
            _ => null,
        };
    }

    private static bool TryParse(string text, out long ns)
    {
        bool isLength = int.TryParse(
            text.AsSpan(0, text.Length - (text.EndsWith('s') ? 1 : 0)), NumberStyles.None,
            CultureInfo.InvariantCulture, out int seconds);
        ns = seconds * NsPerSecond;
        return isLength && text.EndsWith('s') && seconds > 0;
    }

    private static ConfigurationException Unknown(string word) => new(
        [$"no such auction: auction={word}; write opening, opening=20s, closing or closing=600s+10s"]);
}
