using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// One element of "analysis.frames" at a time. Frames whose sessions are written alike share one calendar, so that they
/// are built from each other. Set-up only.
/// </summary>
internal sealed class FrameReader(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
{
    private const long SizeMax = 1L << 52;
    private const long NsPerMillisecond = 1_000_000;
    private const long NsPerSecond = 1_000_000_000;
    private const long NsPerMinute = 60 * NsPerSecond;
    private const long DayMs = 86_400_000;
    private const string Durations = "a whole number with s, m, h or d, 1s to 1d, such as \"15m\"";

    // As the configuration calls them, by number of BarKind from 1 on.
    private static readonly string[] KindNames = ["time", "ticks", "lots", "value", "range", "renko", "imbalance"];

    // What stands for a refused frame: right by itself and beside any other.
    private static readonly FrameParameters Nothing = new(BarKind.Ticks, 1);

    private readonly Dictionary<SessionText, SessionCalendar> _calendars = new()
    {
        [SessionText.Utc] = SessionCalendar.Utc,
    };

    public FrameParameters Read(string path)
    {
        BarKind kind = ReadKind($"{path}.kind");
        long size = kind == BarKind.Time
            ? ReadDuration($"{path}.size", Durations + " or \"1w\"", hasWeek: true)
            : reader.Integer($"{path}.size", 1, SizeMax);
        var frame = new FrameParameters(kind, size)
        {
            InstrumentIndex = ReadInstrument($"{path}.instrument"),
            Source = reader.Choice(
                $"{path}.source", TickSource.Trades, TickSource.Trades, TickSource.Bids, TickSource.Asks),
            Clock = reader.Choice($"{path}.clock", BarClock.Receive, BarClock.Receive, BarClock.Venue),
            CloseGraceNs = reader.Integer($"{path}.closeGraceMs", 0, DayMs, 0) * NsPerMillisecond,
            Calendar = ReadCalendar($"{path}.session"),
            Columns = ReadColumns($"{path}.columns"),
            Condition = reader.Flag($"{path}.condition", fallback: false) ? ConditionParameters.Default : null,
            PriceAction = reader.Flag($"{path}.priceAction", fallback: false) ? new PriceActionParameters() : null,
        };
        return kind == BarKind.None || size == 0 ? Nothing : frame;
    }

    private BarKind ReadKind(string path)
    {
        string name = reader.Text(path);
        int place = Array.IndexOf(KindNames, name);
        if (place < 0 && name.Length > 0)
            reader.Refuse(path, "one of " + string.Join(", ", KindNames));

        return (BarKind)(place + 1); // None where it was refused.
    }

    private int? ReadInstrument(string path)
    {
        if (!reader.Has(path))
            return null;

        string symbol = reader.Text(path);
        foreach (Instrument instrument in instruments)
        {
            if (string.Equals(instrument.Symbol, symbol, StringComparison.Ordinal))
                return instrument.Index;
        }

        reader.Refuse(path, "the symbol of an instrument above, or leave it out for all");
        return null;
    }

    private List<string> ReadColumns(string path)
    {
        var names = new List<string>();
        int count = reader.CountOf(path);
        if (count == 0 && reader.Has(path))
            reader.Refuse(path, "a list of names such as [\"EMA_20\"], or leave it out");

        for (int i = 0; i < count; i++)
        {
            string name = reader.Text($"{path}[{i}]");
            if (name.Length > 0 && IsColumn($"{path}[{i}]", name))
                names.Add(name);
        }

        return names;
    }

    private bool IsColumn(string path, string name)
    {
        try
        {
            ColumnCatalog.Select([name]);
            return true;
        }
        catch (ColumnNameException e)
        {
            reader.Refuse(path, $"a name of the catalogue: {e.Message}");
            return false;
        }
    }

    private SessionCalendar ReadCalendar(string path)
    {
        SessionText utc = SessionText.Utc;
        var session = new SessionText(
            reader.Text($"{path}.zone", utc.Zone),
            ReadTimeOfDay($"{path}.open"),
            reader.Has($"{path}.length") ? ReadDuration($"{path}.length", Durations, hasWeek: false) : utc.LengthNs,
            reader.Choice($"{path}.weekStart", utc.WeekStart, Enum.GetValues<DayOfWeek>()));
        if (session.LengthNs == 0)
            return SessionCalendar.Utc; // Refused above.

        if (_calendars.TryGetValue(session, out SessionCalendar? calendar))
            return calendar;

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(session.Zone, out _))
        {
            reader.Refuse($"{path}.zone", "a time zone that this machine knows, such as \"America/New_York\"");
            return SessionCalendar.Utc;
        }

        calendar = new SessionCalendar(
            ZoneOffsets.Load(session.Zone), session.OpenNs, session.LengthNs, session.WeekStart);
        _calendars.Add(session, calendar);
        return calendar;
    }

    /// <summary>"HH:mm" after midnight, ns.</summary>
    private long ReadTimeOfDay(string path)
    {
        string text = reader.Text(path, "00:00");
        bool isTime = text.Length == 5 && text[2] == ':';
        if (isTime && TryParse(text[..2], 23, out long hours) && TryParse(text[3..], 59, out long minutes))
            return (hours * 60 + minutes) * NsPerMinute;

        if (text.Length > 0)
            reader.Refuse(path, "a time of day from \"00:00\" to \"23:59\"");

        return 0;
    }

    /// <summary>Number and unit, ns; 0 where it was refused.</summary>
    private long ReadDuration(string path, string allowed, bool hasWeek)
    {
        string text = reader.Text(path);
        if (text.Length == 0)
            return 0; // Missing, or no text: told already.

        long unitNs = text[^1] switch
        {
            's' => NsPerSecond,
            'm' => NsPerMinute,
            'h' => 60 * NsPerMinute,
            'd' => SessionCalendar.DayNs,
            'w' when hasWeek => TimeBarRule.WeekNs,
            _ => 0,
        };
        bool isNumber = TryParse(text[..^1], DayMs / 1_000, out long count);
        long durationNs = isNumber ? count * unitNs : 0;
        if (TimeBarRule.IsInterval(durationNs) && (hasWeek || durationNs <= SessionCalendar.DayNs))
            return durationNs;

        reader.Refuse(path, allowed);
        return 0;
    }

    private static bool TryParse(string digits, long max, out long value) =>
        long.TryParse(digits, System.Globalization.NumberStyles.None, null, out value) && value <= max;

    /// <summary>What tells one calendar from another.</summary>
    private readonly record struct SessionText(string Zone, long OpenNs, long LengthNs, DayOfWeek WeekStart)
    {
        public static SessionText Utc { get; } = new("UTC", OpenNs: 0, SessionCalendar.DayNs, DayOfWeek.Monday);
    }
}
