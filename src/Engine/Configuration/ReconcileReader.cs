using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `reconcile`: what is compared with the venue's account after a logon. Set-up only.</summary>
internal static class ReconcileReader
{
    private const long NsPerMillisecond = 1_000_000;
    private const long NsPerSecond = 1_000_000_000;

    public static ReconcileConfiguration Read(ConfigurationReader reader, VenueDialect dialect) => new()
    {
        IsOn = reader.Flag("reconcile.on", false),
        AsksOrders = reader.Flag("reconcile.orders", true) && dialect.HasMassStatusRequest,
        AsksPositions = reader.Flag("reconcile.positions", true) && dialect.HasPositions,
        AsksTrades = reader.Flag("reconcile.trades", false) && dialect.HasTradeCapture,
        TradesMarginNs = reader.Integer("reconcile.tradesMarginSeconds", 0, 86_400, 60) * NsPerSecond,
        PatienceNs = reader.Integer("reconcile.patienceMs", 100, 60_000, 5_000) * NsPerMillisecond,
        AttemptsMax = (int)reader.Integer("reconcile.attemptsMax", 1, 10, 3),
        EveryNs = reader.Integer("reconcile.everySeconds", 0, 86_400, 0) * NsPerSecond,
        InFlightNs = reader.Integer("reconcile.inFlightSeconds", 0, 3_600, 0) * NsPerSecond,
        RecentNs = reader.Integer("reconcile.recentSeconds", 0, 3_600, 5) * NsPerSecond,
        ToleranceLots = reader.Integer("reconcile.toleranceLots", 0, long.MaxValue / 2, 0),
        Drift = reader.Choice(
            "reconcile.drift", DriftPolicy.Reduce, DriftPolicy.Alert, DriftPolicy.Reduce, DriftPolicy.Halt),
        Breaks = reader.Choice("reconcile.breaks", BreakPolicy.Halt, BreakPolicy.Halt, BreakPolicy.Book),
        ForeignOrders = reader.Choice(
            "reconcile.foreignOrders", ForeignOrderPolicy.Adopt, ForeignOrderPolicy.Leave, ForeignOrderPolicy.Cancel,
            ForeignOrderPolicy.Adopt),
        DropCopy = ReadDropCopy(reader, "reconcile.dropCopy"),
    };

    // A comparison without a session, or a session without a comparison, would look like a control and be none.
    private static DropCopyConfiguration? ReadDropCopy(ConfigurationReader reader, string path)
    {
        if (!reader.Has(path))
        {
            if (reader.Has("venue.dropCopy"))
                reader.Refuse("venue.dropCopy", "together with reconcile.dropCopy, which says how it is compared");

            return null;
        }

        if (!reader.Has("venue.dropCopy"))
            reader.Refuse(path, "together with venue.dropCopy, the session that the copies come over");

        return new DropCopyConfiguration
        {
            PatienceNs = reader.Integer($"{path}.patienceMs", 100, 5_000, 2_000) * NsPerMillisecond,
            ToleranceLots = reader.Integer($"{path}.toleranceLots", 0, long.MaxValue / 2, 0),
            Drift = reader.Choice(
                $"{path}.drift", DriftPolicy.Reduce, DriftPolicy.Alert, DriftPolicy.Reduce, DriftPolicy.Halt),
        };
    }
}
