using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// One feed behind one faulty link: after every arrival the book is the venue's at the id that it says it is at, or the
/// instrument is marked unfit. Requests and snapshots take one step of the venue as their round trip.
/// </summary>
internal sealed class FaultScenario
{
    private const int StepCount = 120;
    private const int QuietStepCount = 4; // Two round trips, and the frame that shows the gap.

    private readonly ModelVenue _venue;
    private readonly FeedIntake _intake;
    private readonly FaultyLink _link;
    private readonly Random _random;
    private readonly string _name;
    private readonly DictionaryBook _book = new(0);
    private long _nowNs = 1;
    private bool _isConnected;
    private byte[]? _answer; // Under way: arrives with the next step.
    private int _published;

    public FaultScenario(string name, Random random, ModelVenue venue, VenueFactory factory)
    {
        _name = name;
        _random = random;
        _venue = venue;
        _link = new FaultyLink(random, random.Next(2, 30));
        _intake = VenueSamples.Intake(factory, new FeedCounters(), []);
    }

    /// <summary>Times that the book was compared with the venue's.</summary>
    public int ComparedCount { get; private set; }

    /// <summary>Times that the instrument was unfit although connected.</summary>
    public int UnfitCount { get; private set; }

    public void Run()
    {
        for (int step = 0; step < StepCount; step++)
        {
            if (!_isConnected)
                Connect();
            else if (_random.Next(60) == 0)
                Disconnect();

            if (_isConnected)
                Step(frame => _link.Pass(frame));
        }

        if (!_isConnected)
            Connect();

        _link.Cut();
        for (int step = 0; step < QuietStepCount; step++)
            Step(frame => [frame]);

        Assert.True(_intake.StateOf(0) == FeedState.Live, $"not live after two quiet round trips: {_name}");
    }

    private void Connect()
    {
        _isConnected = true;
        _intake.OnConnecting(_nowNs);
        _intake.OnConnected(_nowNs);
        Check();
    }

    private void Disconnect()
    {
        _isConnected = false;
        _answer = null;
        _link.Cut();
        _intake.OnDisconnected(_nowNs);
        Check();
    }

    /// <summary>
    /// The venue changes, its frame passes the link, what was asked for comes, what is missing is asked for.
    /// </summary>
    private void Step(Func<byte[], IReadOnlyList<byte[]>> pass)
    {
        _nowNs += 1_000;
        byte[]? answer = _answer;
        _answer = null;
        if (answer is not null && _intake.Protocol is ISnapshotProtocol && _intake.WantsSnapshot(0))
        {
            _intake.OnSnapshot(answer, 0, _nowNs);
            Check();
        }
        else if (answer is not null && _intake.Protocol is not ISnapshotProtocol)
        {
            Arrive(_venue.Snapshot()); // In the stream, and as the book is now.
        }

        foreach (byte[] arriving in pass(_venue.NextFrame()))
            Arrive(arriving);

        if (IsAsking())
            _answer = _venue.Snapshot();
    }

    private bool IsAsking()
    {
        bool isAsking = _intake.WantsSnapshot(0);
        while (_intake.Protocol.TryTakeRequest(out _))
            isAsking = true;

        return isAsking;
    }

    private void Arrive(byte[] frame)
    {
        _intake.OnFrame(frame, _nowNs);
        Check();
    }

    private void Check()
    {
        _book.Publish(_intake.Batch.Events);
        _intake.Batch.Clear();
        _published++;
        if (_intake.StateOf(0) != FeedState.Live)
        {
            UnfitCount += _isConnected ? 1 : 0;
            return;
        }

        ComparedCount++;
        string? expected = _venue.BookAt(_book.LastUpdateId);
        string actual = ModelVenue.Text(Side(_book.Bids), Side(_book.Asks));
        if (expected != actual)
        {
            Assert.Fail($"silently wrong: {_name}, arrival={_published}, id={_book.LastUpdateId}, " +
                $"venue={expected}, feed={actual}");
        }
    }

    private static IEnumerable<KeyValuePair<int, int>> Side(Dictionary<long, long> side) =>
        side.Select(level => KeyValuePair.Create((int)level.Key, (int)level.Value));
}
