using System;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Answers REST requests for a book in step with the playback: before the recorded snapshot a request waits; while the
/// playback stands at the snapshot it gets it as it was recorded; later it gets the venue's own book. Any thread.
/// </summary>
/// <param name="instrumentCount">Instruments of the venue.</param>
/// <param name="ownBook">The venue's own book in wire form, or null while it is closed; called outside the desk's
/// lock.</param>
internal sealed class SnapshotDesk(int instrumentCount, Func<int, byte[]?> ownBook)
{
    private readonly Lock _lock = new();
    private readonly Place[] _places = CreatePlaces(instrumentCount);
    private bool _hasEnded;

    /// <summary>Times a recorded snapshot was fetched.</summary>
    public long FetchedCount { get; private set; }

    /// <summary>The book of an instrument; null if there is none and will be none.</summary>
    public async Task<ReadOnlyMemory<byte>?> GetAsync(int instrumentIndex, CancellationToken aborted)
    {
        Task moved;
        do
        {
            lock (_lock)
            {
                Place place = _places[instrumentIndex];
                if (place.IsLive || _hasEnded)
                    break;

                if (place.Standing is { } json)
                {
                    FetchedCount++;
                    place.Fetched.TrySetResult();
                    return json;
                }

                moved = place.Moved.Task;
            }

            await moved.WaitAsync(aborted);
        }
        while (true);

        return ownBook(instrumentIndex) is { } book ? book : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>The playback stands at this snapshot.</summary>
    /// <returns>Completes when somebody has fetched it.</returns>
    public Task Stand(int instrumentIndex, ReadOnlyMemory<byte> json) => Move(instrumentIndex, json, isLive: false);

    /// <summary>The playback has gone on: from now on the venue's own book is served.</summary>
    public void GoOn(int instrumentIndex) => _ = Move(instrumentIndex, standing: null, isLive: true);

    /// <summary>The playback begins again.</summary>
    public void Restart()
    {
        for (int i = 0; i < _places.Length; i++)
            _ = Move(i, standing: null, isLive: false);
    }

    /// <summary>No snapshot will come any more: who waits for one is told so.</summary>
    public void End()
    {
        lock (_lock)
            _hasEnded = true;

        for (int i = 0; i < _places.Length; i++)
            _places[i].Moved.TrySetResult();
    }

    private Task Move(int instrumentIndex, ReadOnlyMemory<byte>? standing, bool isLive)
    {
        Place before;
        var after = new Place { Standing = standing, IsLive = isLive };
        lock (_lock)
        {
            before = _places[instrumentIndex];
            _places[instrumentIndex] = after;
        }

        before.Moved.TrySetResult();
        return after.Fetched.Task;
    }

    private static Place[] CreatePlaces(int count)
    {
        var places = new Place[count];
        for (int i = 0; i < count; i++)
            places[i] = new Place();

        return places;
    }

    /// <summary>Where the playback is for one instrument.</summary>
    private sealed class Place
    {
        public ReadOnlyMemory<byte>? Standing { get; init; }
        public bool IsLive { get; init; }
        public TaskCompletionSource Moved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Fetched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
