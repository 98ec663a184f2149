using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// Tells when a connection is over although it is open: silent, too old, or without a book that was asked for. Owner:
/// the feed's loop; allocates only to tell.
/// </summary>
internal sealed class ConnectionWatch(FeedOptions options, IVenueProtocol protocol, FaultReporter faults)
{
    // Where snapshots come by REST their absence is no fault of the connection.
    private readonly long[] _unfitSinceNs = new long[protocol is ISnapshotProtocol ? 0 : protocol.Symbols.Count];
    private long _connectedTimestampNs;
    private long _lastFrameTimestampNs;

    /// <summary>A connection was made.</summary>
    public void Begin(long nowNs)
    {
        _connectedTimestampNs = nowNs;
        _lastFrameTimestampNs = nowNs;
        Array.Fill(_unfitSinceNs, nowNs);
    }

    /// <summary>A frame came.</summary>
    public void OnFrame(long nowNs) => _lastFrameTimestampNs = nowNs;

    /// <summary>True when the connection is to be made anew; the reason has been told.</summary>
    public bool IsOver(long nowNs)
    {
        if (nowNs - _lastFrameTimestampNs > options.SilentAfterNs)
        {
            faults.Report(FeedFaultKind.ConnectionSilent, nowNs,
                $"no frame for too long, connecting anew: silentAfterMs={options.SilentAfterNs / 1_000_000}");
            return true;
        }

        long renewAfterNs = protocol.Rules.RenewAfterNs;
        if (renewAfterNs > 0 && nowNs - _connectedTimestampNs > renewAfterNs)
        {
            faults.Report(FeedFaultKind.ConnectionRenewed, nowNs,
                $"connection is made anew before the venue ends it: renewAfterS={renewAfterNs / 1_000_000_000}");
            return true;
        }

        return LacksBook(nowNs);
    }

    private bool LacksBook(long nowNs)
    {
        for (int i = 0; i < _unfitSinceNs.Length; i++)
        {
            if (protocol.StateOf(i) is FeedState.Live or FeedState.Stale)
                _unfitSinceNs[i] = nowNs;

            if (nowNs - _unfitSinceNs[i] <= options.SilentAfterNs)
                continue;

            faults.Report(FeedFaultKind.BookMissing, nowNs,
                $"no snapshot came, connecting anew: symbol={protocol.Symbols[i].VenueSymbol}");
            return true;
        }

        return false;
    }
}
