using System;
using System.Diagnostics;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// What comes in over one connection, handed to the venue's protocol, counted, and told where it was refused. Knows no
/// socket, file or clock, so that the live feed, a recording and a test run the same code. One thread at a time;
/// allocates nothing after construction but the text of a fault, at most once per kind and second.
/// </summary>
/// <remarks>The caller publishes <see cref="Batch"/> and clears it; before each frame it asks
/// <see cref="HasRoomFor"/>.</remarks>
public sealed class FeedIntake(IVenueProtocol protocol, FeedCounters counters, FaultReporter faults)
{
    private const int ExcerptBytesMax = 200;

    private readonly ISnapshotProtocol? _snapshots = protocol as ISnapshotProtocol;

    /// <summary>The dialect spoken.</summary>
    public IVenueProtocol Protocol => protocol;

    /// <summary>The events so far.</summary>
    public EventBatch Batch => protocol.Batch;

    /// <summary>
    /// Room for a frame of this length and what it may set off. An empty batch is as much room as there will ever be.
    /// </summary>
    public bool HasRoomFor(int frameLengthBytes) =>
        Batch.Count == 0 || Batch.Room >= protocol.EventsMax(frameLengthBytes);

    /// <summary>State last told for the instrument in place <paramref name="position"/> of the symbols.</summary>
    public FeedState StateOf(int position) => protocol.StateOf(position);

    /// <inheritdoc cref="IVenueProtocol.OnConnecting"/>
    public void OnConnecting(long timestampNs) => protocol.OnConnecting(timestampNs);

    /// <inheritdoc cref="IVenueProtocol.OnConnected"/>
    public void OnConnected(long timestampNs) => protocol.OnConnected(timestampNs);

    /// <inheritdoc cref="IVenueProtocol.OnDisconnected"/>
    public void OnDisconnected(long timestampNs) => protocol.OnDisconnected(timestampNs);

    /// <inheritdoc cref="IVenueProtocol.OnTick"/>
    public void OnTick(long nowNs, long staleAfterNs) => protocol.OnTick(nowNs, staleAfterNs);

    /// <summary>
    /// Takes one frame of the stream. A refused frame is counted and told; if a book was in it, the venue's chain
    /// shows the gap at the next one.
    /// </summary>
    public FrameVerdict OnFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        FrameVerdict verdict = protocol.OnFrame(bytes, receiveTimestampNs);
        CountFrame(verdict, bytes, receiveTimestampNs);
        return verdict;
    }

    /// <summary>Counts a frame that was longer than the receive buffer.</summary>
    internal void OnTooLong(int lengthBytesMax, long receiveTimestampNs)
    {
        counters.AddFrame(FrameVerdict.TooLong);
        if (faults.IsDue(FeedFaultKind.FrameRefused, FrameVerdict.TooLong, receiveTimestampNs))
        {
            faults.Tell(FeedFaultKind.FrameRefused, FrameVerdict.TooLong, receiveTimestampNs,
                $"frame longer than the receive buffer is skipped: frameBytesMax={lengthBytesMax}; raise it");
        }
    }

    /// <summary>
    /// Takes one line of a recording: a frame, or a snapshot of the instrument that waits for one.
    /// </summary>
    public FrameVerdict OnRecorded(ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        FrameVerdict verdict = protocol.OnFrame(bytes, receiveTimestampNs);
        int position = verdict == FrameVerdict.UnknownMessage && _snapshots is not null
            ? _snapshots.FindSnapshotPosition(bytes, address: null)
            : -1;
        if (position >= 0)
            return OnSnapshot(bytes, position, receiveTimestampNs);

        CountFrame(verdict, bytes, receiveTimestampNs);
        return verdict;
    }

    /// <summary>Takes a recorded REST answer; passed over where it is no snapshot of an instrument carried.</summary>
    public void OnRecordedAnswer(ReadOnlySpan<byte> bytes, string? address, long receiveTimestampNs)
    {
        int position = _snapshots is null ? -1 : _snapshots.FindSnapshotPosition(bytes, address);
        if (position >= 0)
            OnSnapshot(bytes, position, receiveTimestampNs);
    }

    /// <inheritdoc cref="ISnapshotProtocol.OnSnapshot"/>
    public FrameVerdict OnSnapshot(ReadOnlySpan<byte> bytes, int position, long receiveTimestampNs)
    {
        Debug.Assert(_snapshots is not null, "only a venue with snapshots is given one");
        FrameVerdict verdict = _snapshots.OnSnapshot(bytes, position, receiveTimestampNs);
        if (verdict != FrameVerdict.Ok)
        {
            counters.AddSnapshotFailure();
            TellRefused(FeedFaultKind.SnapshotRefused, verdict, bytes, receiveTimestampNs);
        }

        return verdict;
    }

    /// <summary>True while the instrument in place <paramref name="position"/> needs a snapshot by REST.</summary>
    public bool WantsSnapshot(int position) => _snapshots is not null && _snapshots.WantsSnapshot(position);

    private void CountFrame(FrameVerdict verdict, ReadOnlySpan<byte> bytes, long receiveTimestampNs)
    {
        Debug.Assert(verdict != FrameVerdict.None);
        counters.AddFrame(verdict);
        if (verdict.IsRefusal())
            TellRefused(FeedFaultKind.FrameRefused, verdict, bytes, receiveTimestampNs);
    }

    private void TellRefused(FeedFaultKind kind, FrameVerdict verdict, ReadOnlySpan<byte> bytes, long nowNs)
    {
        if (!faults.IsDue(kind, verdict, nowNs))
            return;

        string excerpt = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, ExcerptBytesMax)]);
        string advice = verdict == FrameVerdict.NumberDoesNotFit ? "; the instrument needs a finer tick or lot" : "";
        faults.Tell(
            kind, verdict, nowNs, $"refused: verdict={verdict}, lengthBytes={bytes.Length}, starts={excerpt}{advice}");
    }
}
