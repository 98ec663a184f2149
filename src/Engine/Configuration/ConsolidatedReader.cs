using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `consolidated`: groups of instruments that are one thing at several venues. Their prices are compared as
/// ticks, so tick, lot, currency and multiplier are the same or the group is refused: who takes a dollar coin for a
/// dollar says so by one currency for both, and a venue with coarser steps is given the finer ones. Set-up only.
/// </summary>
internal static class ConsolidatedReader
{
    private const string List = "consolidated";
    private const int GroupCountMax = 256;

    public static IReadOnlyList<ConsolidatedParameters> Read(
        ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
    {
        var groups = new List<ConsolidatedParameters>();
        int count = reader.CountOf(List);
        if (count > GroupCountMax || (count == 0 && reader.Has(List)))
            reader.Refuse(List, $"a list of 1 to {GroupCountMax} groups, or leave it out");

        var taken = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            string name = reader.Text($"{List}[{i}].name");
            if (groups.Exists(group => group.Name == name) || instruments.Any(one => one.Symbol == name))
                reader.Refuse($"{List}[{i}].name", "a name that no other group has and no instrument's symbol is");

            List<int> members = ReadMembers(reader, $"{List}[{i}].instruments", instruments, taken);
            if (members.Count >= 2)
                groups.Add(new ConsolidatedParameters(name, members));
        }

        return groups;
    }

    private static List<int> ReadMembers(
        ConfigurationReader reader, string list, IReadOnlyList<Instrument> instruments, HashSet<int> taken)
    {
        var members = new List<int>();
        int count = reader.CountOf(list);
        if (count < 2)
            reader.Refuse(list, "a list of at least two symbols");

        for (int i = 0; i < count; i++)
        {
            string path = $"{list}[{i}]";
            string symbol = reader.Text(path);
            Instrument? instrument = instruments.FirstOrDefault(one => one.Symbol == symbol);
            if (instrument is null)
                reader.Refuse(path, "the symbol of an instrument");
            else if (!taken.Add(instrument.Index))
                reader.Refuse(path, "an instrument that is in no group yet");
            else if (members.Count > 0 && !AreComparable(instrument, instruments[members[0]]))
                reader.Refuse(path, "an instrument with the tick, lot, currency and multiplier of the group's first");
            else
                members.Add(instrument.Index);
        }

        return members;
    }

    private static bool AreComparable(Instrument one, Instrument other) =>
        AreEqual(one.Price, other.Price) && AreEqual(one.Qty, other.Qty) && one.Multiplier == other.Multiplier &&
        string.Equals(one.Currency, other.Currency, StringComparison.Ordinal);

    private static bool AreEqual(DecimalScale one, DecimalScale other) =>
        one.Unit == other.Unit && one.Decimals == other.Decimals;
}
