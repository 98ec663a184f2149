using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `venue.abilities` {orderTypes, timesInForce, instructions}: what the venue has itself, so that the engine need
/// not hold it. Nothing is taken for granted beyond market and limit orders. Set-up only.
/// </summary>
internal static class AbilitiesReader
{
    private const string Section = "venue.abilities";

    public static VenueAbilities Read(ConfigurationReader reader)
    {
        VenueDialect dialect = VenueDialect.All.FirstOrDefault(d => string.Equals(
            d.Name, reader.Text("venue.dialect", VenueDialect.Fix44.Name), StringComparison.OrdinalIgnoreCase)) ??
            VenueDialect.Fix44; // That there is no such dialect is told by who reads the venue.
        List<OrderType> types = [OrderType.Market, OrderType.Limit];
        types.AddRange(ReadWords(reader, $"{Section}.orderTypes", dialect.OrderTypes.Except(types)));
        List<TimeInForce> times =
        [
            TimeInForce.Day, TimeInForce.GoodTillCancel, TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill,
        ];
        times.AddRange(ReadWords(reader, $"{Section}.timesInForce", dialect.TimesInForce.Except(times)));
        OrderInstructions instructions = OrderInstructions.None;
        foreach (OrderInstructions word in ReadWords(reader, $"{Section}.instructions", InstructionsOf(dialect)))
            instructions |= word;

        return new VenueAbilities(types, times, instructions);
    }

    private static IEnumerable<OrderInstructions> InstructionsOf(VenueDialect dialect)
    {
        if ((dialect.NewOrder & (OrderFields.MaxFloor | OrderFields.DisplayQty)) != OrderFields.None)
            yield return OrderInstructions.Display;

        if ((dialect.NewOrder & OrderFields.ExecInst) != OrderFields.None)
            yield return OrderInstructions.PostOnly;

        const OrderFields stops = OrderFields.StopPx | OrderFields.TimeInForce;
        if ((dialect.NewOrder & stops) == stops)
            yield return OrderInstructions.ImmediateStops;

        if ((dialect.NewOrder & OrderFields.TriggerPriceType) == OrderFields.None)
            yield break;

        yield return OrderInstructions.QuoteTriggers;
        yield return OrderInstructions.MidTriggers;
    }

    /// <summary>Words that the dialect has none for are refused like those that nobody knows.</summary>
    private static List<TEnum> ReadWords<TEnum>(ConfigurationReader reader, string path, IEnumerable<TEnum> known)
        where TEnum : struct, Enum
    {
        TEnum[] words = [.. known];
        int count = reader.CountOf(path);
        if (words.Length > 0)
            return [.. Enumerable.Range(0, count).Select(i => reader.Choice($"{path}[{i}]", words[0], words))];

        if (count > 0)
            reader.Refuse(path, "nothing: the dialect has no word for it");

        return [];
    }
}
