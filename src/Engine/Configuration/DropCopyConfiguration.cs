namespace LowLatencyEngine.Engine.Configuration;

/// <summary>How our books are compared with the copies that the venue sends to a session of its own.</summary>
public sealed record DropCopyConfiguration
{
    /// <summary>How long one session may be behind the other, in nanoseconds of event time.</summary>
    public long PatienceNs { get; init; } = 2_000_000_000;

    /// <summary>Lots of an instrument by which fills may differ.</summary>
    public long ToleranceLots { get; init; }

    /// <summary>What a difference leads to; a session that is down is told in any case.</summary>
    public DriftPolicy Drift { get; init; } = DriftPolicy.Reduce;
}
