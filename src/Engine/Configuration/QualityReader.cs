using System;
using LowLatencyEngine.Analysis.Quality;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `analysis.quality`: how live data is watched. Set-up only.</summary>
internal static class QualityReader
{
    private const string Path = "analysis.quality";
    private const long NsPerSecond = 1_000_000_000;
    private const long SecondsMax = 86_400;

    private static readonly string[] Names = Enum.GetNames<DataRules>()[1..]; // Without None.

    /// <summary>Null where the section is not there.</summary>
    public static QualityParameters? Read(ConfigurationReader reader)
    {
        if (!reader.Has(Path))
            return null;

        var standard = new QualityParameters();
        return standard with
        {
            Hours = ReadHours(reader),
            Limits = standard.Limits with
            {
                SilenceNs = ReadSeconds(reader, "silenceSeconds", 1, standard.Limits.SilenceNs),
                StaleNs = ReadSeconds(reader, "staleSeconds", 1, standard.Limits.StaleNs),
            },
            UnfitRules = ReadUnfitRules(reader, standard.UnfitRules),
            UnfitNs = ReadSeconds(reader, "unfitSeconds", 0, standard.UnfitNs),
        };
    }

    private static long ReadSeconds(ConfigurationReader reader, string field, long least, long standardNs) =>
        reader.Integer($"{Path}.{field}", least, SecondsMax, standardNs / NsPerSecond) * NsPerSecond;

    private static TradingHours ReadHours(ConfigurationReader reader)
    {
        string name = reader.Text($"{Path}.hours", "always");
        switch (name)
        {
            case "always":
                return TradingHours.Always;

            case "fx":
                return TradingHours.ForeignExchange();

            case "us-shares":
                return TradingHours.UsShares();

            case "cme":
                return TradingHours.CmeFutures();

            default:
                reader.Refuse($"{Path}.hours", "always, fx, us-shares or cme");
                return TradingHours.Always;
        }
    }

    private static DataRules ReadUnfitRules(ConfigurationReader reader, DataRules standard)
    {
        const string list = $"{Path}.unfitRules";
        if (!reader.Has(list))
            return standard;

        DataRules rules = DataRules.None;
        int count = reader.CountOf(list);
        for (int i = 0; i < count; i++)
        {
            string name = reader.Text($"{list}[{i}]");
            string? known = Array.Find(
                Names, candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known is null)
                reader.Refuse($"{list}[{i}]", "one of " + string.Join(", ", Names));
            else
                rules |= Enum.Parse<DataRules>(known);
        }

        return rules;
    }
}
