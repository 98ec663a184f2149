using System.Collections.Generic;
using System.IO;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads an <see cref="EngineConfiguration"/> from its file. Everything wrong is found at once, before anything starts.
/// Every quantity and price is a decimal in quotes and must be a multiple of the instrument's lot or tick.
/// </summary>
public static class EngineConfigurationFile
{
    private const int NameLengthMax = 32;

    /// <summary>Reads and checks a file.</summary>
    /// <param name="file">JSON, comments allowed.</param>
    /// <param name="journalFolder">Replaces journal.folder when not null.</param>
    /// <exception cref="ConfigurationException">Every error, one line each.</exception>
    public static EngineConfiguration Load(string file, string? journalFolder = null) =>
        Read(ConfigurationText.Load(file), journalFolder);

    /// <summary>Reads and checks a text already in memory.</summary>
    /// <exception cref="ConfigurationException">Every error, one line each.</exception>
    public static EngineConfiguration Read(ConfigurationText text, string? journalFolder = null)
    {
        var reader = new ConfigurationReader(text);
        string name = reader.Text("name", "lle");
        if (name.Length > NameLengthMax)
            reader.Refuse("name", $"at most {NameLengthMax} characters");

        List<Instrument> instruments = ReadInstruments(reader);
        IReadOnlyList<FeedConfiguration> feeds = FeedsReader.Read(reader, instruments);
        List<StrategyConfiguration> strategies = StrategyReader.Read(reader, instruments);
        VenueConfiguration venue = VenueReader.ReadWithCopies(reader, "venue");
        (AccountConfiguration accounts, RiskConfiguration risk) =
            new AccountReader(reader, instruments).Read(new RiskReader(reader, instruments).Read(strategies));
        HedgingRules.Check(reader, risk.Setup, venue.Dialect);
        var configuration = new EngineConfiguration
        {
            Name = name,
            Instruments = new InstrumentTable(instruments),
            Feeds = feeds,
            Venue = venue,
            Reconcile = ReconcileReader.Read(reader, venue.Dialect),
            Held = HeldReader.Read(reader),
            Stops = StopReader.Read(reader, strategies),
            Analysis = AnalysisReader.Read(reader, instruments) with
            {
                Consolidated = ConsolidatedReader.Read(reader, instruments),
            },
            Strategies = strategies,
            Risk = risk,
            Sizes = new SizeReader(reader, risk.Setup, strategies).Read(instruments),
            Accounts = accounts,
            Threads = ThreadReader.Read(reader, feeds),
            Journal = new JournalConfiguration(
                Path.GetFullPath(journalFolder ?? reader.Text("journal.folder", ".lle/engine")),
                reader.Integer("journal.segmentMb", 1, 4_096, 64) << 20,
                reader.Choice("journal.mode", JournalMode.Process, JournalMode.Process, JournalMode.Power)),
            SnapshotEveryRecords = reader.Integer("snapshot.everyRecords", 0, long.MaxValue / 2, 1_000_000),
            WarmUpSecondsMax = (int)reader.Integer("warmUp.secondsMax", 0, 600, WarmUp.DefaultSecondsMax),
            TelemetrySampleEvery = (int)reader.Integer("telemetry.sampleEvery", 1, 1_000_000, 16),
            TelemetryFolder = TelemetryFolder.Read(reader),
            Source = text.Source,
            DecisionHash = DecisionHash(text),
        };
        reader.Text("journal.folder", "");
        reader.ThrowIfRefused();
        return configuration;
    }

    private static List<Instrument> ReadInstruments(ConfigurationReader reader)
    {
        var instruments = new List<Instrument>();
        var symbols = new HashSet<string>(System.StringComparer.Ordinal);
        int count = reader.CountOf("instruments");
        for (int i = 0; i < count; i++)
        {
            string path = $"instruments[{i}]";
            string symbol = reader.Text($"{path}.symbol");
            if (!symbols.Add(symbol))
            {
                reader.Refuse($"{path}.symbol", "a symbol that no other instrument has");
                symbol += $"#{i}";
            }

            instruments.Add(new Instrument(
                i,
                symbol,
                reader.Text($"{path}.venueSymbol", symbol),
                reader.Text($"{path}.currency"),
                reader.Step($"{path}.tick"),
                reader.Step($"{path}.lot"),
                reader.Integer($"{path}.multiplier", 1, 1_000_000, 1)));
        }

        if (count == 0)
            reader.Refuse("instruments", "a list of at least one instrument");

        return instruments;
    }

    /// <summary>Over every value below the sections that decide, in the order of their paths.</summary>
    private static long DecisionHash(ConfigurationText text)
    {
        var paths = new List<string>(text.Paths);
        paths.Sort(System.StringComparer.Ordinal);
        var hash = new StateHash();
        foreach (string path in paths)
        {
            bool isOfReconciling = path == "venue.dialect" && text.Contains("reconcile"); // It says what can be asked.
            if (!(IsDeciding(path) || isOfReconciling) || !text.TryGet(path, out ConfigurationText.Entry entry))
                continue;

            hash.Add(path);
            hash.Add(entry.Text);
        }

        return hash.Value;
    }

    private static bool IsDeciding(string path) =>
        path.StartsWith("instruments[", System.StringComparison.Ordinal) ||
        path.StartsWith("analysis.", System.StringComparison.Ordinal) ||
        path.StartsWith("consolidated[", System.StringComparison.Ordinal) ||
        path.StartsWith("strategies[", System.StringComparison.Ordinal) ||
        path.StartsWith("reconcile.", System.StringComparison.Ordinal) ||
        path.StartsWith("accounting.", System.StringComparison.Ordinal) ||
        path.StartsWith("held.", System.StringComparison.Ordinal) ||
        path.StartsWith("risk.", System.StringComparison.Ordinal);
}
