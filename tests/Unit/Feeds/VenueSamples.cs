using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>Instruments by a short text, and intakes over any venue.</summary>
internal static class VenueSamples
{
    /// <summary>A table of "SYMBOL tick lot" texts.</summary>
    public static InstrumentTable Table(params string[] texts) => new([.. texts.Select(Instrument)]);

    /// <summary>The symbols of such a table.</summary>
    public static FeedSymbols Symbols(params string[] texts) => new(Table(texts));

    /// <summary>An intake of a venue that counts and tells into the given places.</summary>
    public static FeedIntake Intake(VenueFactory venue, FeedCounters counters, List<FeedFault> told)
    {
        var faults = new FaultReporter(told.Add);
        return new FeedIntake(venue(counters, faults), counters, faults);
    }

    private static Instrument Instrument(string text, int index)
    {
        string[] words = text.Split(' ');
        DecimalScale tick = DecimalScale.ParseStepOrThrow(words[1]);
        return new Instrument(index, words[0], words[0], "USDT", tick, DecimalScale.ParseStepOrThrow(words[2]), 1);
    }
}
