using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `reconcile`: what is compared with the venue's account after a logon. Set-up only.</summary>
internal static class ReconcileReader
{
    private const long NsPerMillisecond = 1_000_000;

    public static ReconcileConfiguration Read(ConfigurationReader reader, VenueDialect dialect) => new()
    {
        IsOn = reader.Flag("reconcile.on", false),
        AsksOrders = reader.Flag("reconcile.orders", true) && dialect.HasMassStatusRequest,
        AsksPositions = reader.Flag("reconcile.positions", true) && dialect.HasPositions,
        PatienceNs = reader.Integer("reconcile.patienceMs", 100, 60_000, 5_000) * NsPerMillisecond,
        AttemptsMax = (int)reader.Integer("reconcile.attemptsMax", 1, 10, 3),
        Breaks = reader.Choice("reconcile.breaks", BreakPolicy.Halt, BreakPolicy.Halt, BreakPolicy.Book),
        ForeignOrders = reader.Choice(
            "reconcile.foreignOrders", ForeignOrderPolicy.Adopt, ForeignOrderPolicy.Leave, ForeignOrderPolicy.Cancel,
            ForeignOrderPolicy.Adopt),
    };
}
