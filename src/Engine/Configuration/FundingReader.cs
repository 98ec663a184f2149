using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `accounting.funding`: when and at which rate positions cost or earn something. Set-up only.</summary>
internal static class FundingReader
{
    private const long NsPerHour = 3_600_000_000_000;
    private const int HoursMax = 8_784; // A year.
    private const int NsPerClockTick = 100;

    private static readonly DecimalScale Ppb = new(1, 9);

    /// <summary>Terms by instrument; empty where there is no schedule.</summary>
    public static FundingTerms[] Read(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
    {
        int count = reader.CountOf("accounting.funding");
        if (count == 0)
            return [];

        var terms = new FundingTerms[instruments.Count];
        for (int i = 0; i < count; i++)
        {
            string path = $"accounting.funding[{i}]";
            string symbol = reader.Text($"{path}.instrument");
            var read = new FundingTerms(
                reader.Integer($"{path}.everyHours", 1, HoursMax) * NsPerHour,
                ReadAnchorNs(reader, $"{path}.anchor"),
                ReadRatePpb(reader, $"{path}.rate"));
            Instrument? instrument = instruments.FirstOrDefault(n => n.Symbol == symbol);
            if (instrument is null || terms[instrument.Index].IsScheduled)
                reader.Refuse($"{path}.instrument", "the symbol of an instrument, each once");
            else
                terms[instrument.Index] = read;
        }

        return terms;
    }

    private static long ReadAnchorNs(ConfigurationReader reader, string path)
    {
        string text = reader.Text(path, "1970-01-01T00:00:00Z");
        bool isTime = DateTime.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime anchor);
        if (isTime && anchor >= DateTime.UnixEpoch && anchor.Year < 2200)
            return (anchor - DateTime.UnixEpoch).Ticks * NsPerClockTick;

        reader.Refuse(path, "a time in UTC from 1970 to 2199, such as \"2026-01-01T00:00:00Z\"");
        return 0;
    }

    /// <summary>Null where it is not told.</summary>
    private static long? ReadRatePpb(ConfigurationReader reader, string path)
    {
        if (!reader.Has(path))
            return null;

        DecimalVerdict verdict = Ppb.TryParse(Encoding.UTF8.GetBytes(reader.Text(path)), out long ppb);
        if (verdict == DecimalVerdict.Ok && ppb is >= -FeeTerms.PpbPerOne and <= FeeTerms.PpbPerOne)
            return ppb;

        reader.Refuse(path, "a share in quotes from \"-1\" to \"1\", such as \"0.0001\"; above 0 longs pay");
        return null;
    }
}
