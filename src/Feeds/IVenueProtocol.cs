using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// What a venue's folder gives: its dialect and its rule of sync over one connection, as a pure function of calls. No
/// socket, no file, no clock, so that the live session, a recording and a test run the same code. One thread at a
/// time; allocates nothing after construction.
/// </summary>
/// <remarks>
/// Each book is told about by FeedStatus events in the same batch, before or behind the events they speak of; an
/// instrument is trusted from Live to the next other state. A frame that is refused leaves no event behind, and a lost
/// one must be found by the venue's own chain of ids, count or checksum.
/// </remarks>
public interface IVenueProtocol
{
    /// <summary>Instruments carried.</summary>
    FeedSymbols Symbols { get; }

    /// <summary>What holds on every connection to this venue.</summary>
    VenueRules Rules { get; }

    /// <summary>Where events go. The owner of the connection publishes and clears it.</summary>
    EventBatch Batch { get; }

    /// <summary>Most events that a frame of this length can set off, its statuses included.</summary>
    int EventsMax(int frameLengthBytes);

    /// <summary>State last told for the instrument in place <paramref name="position"/>.</summary>
    FeedState StateOf(int position);

    /// <summary>A connection is being tried. Needs room for one event per instrument, as do the next two.</summary>
    void OnConnecting(long timestampNs);

    /// <summary>The connection is open: nothing of the one before holds, and all subscriptions are due.</summary>
    void OnConnected(long timestampNs);

    /// <summary>The connection is lost.</summary>
    void OnDisconnected(long timestampNs);

    /// <summary>Tells of books that have been silent for longer than <paramref name="staleAfterNs"/>.</summary>
    void OnTick(long nowNs, long staleAfterNs);

    /// <summary>Takes one frame. Counting and telling of the verdict is the caller's.</summary>
    FrameVerdict OnFrame(ReadOnlySpan<byte> bytes, long receiveTimestampNs);

    /// <summary>
    /// Takes the next text that is due on the wire: a subscription after a connect, what brings a book back after a
    /// gap. Asked after each connect, frame and tick until it is false.
    /// </summary>
    bool TryTakeRequest(out ReadOnlyMemory<byte> text);

    /// <summary>Where to connect, below the base address of the configuration.</summary>
    Uri StreamUri(Uri webSocketBase);
}
