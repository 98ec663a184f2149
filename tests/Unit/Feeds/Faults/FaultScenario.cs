using System;
using System.Collections.Generic;
using System.Text;
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
    private const int StepCount = 100;
    private const int QuietStepCount = 12;
    private const int UnfitStepCountMax = 3; // Two round trips, and the frame that shows the gap.
    private const long StepNs = 1_000_000;
    private const long SecondNs = 1_000_000_000;

    private readonly ModelVenue _venue;
    private readonly FeedIntake _intake;
    private readonly FaultyLink _link;
    private readonly Random _random;
    private readonly string _name;
    private readonly DictionaryBook _book = new(0);
    private long _nowNs = 1;
    private bool _isConnected;
    private byte[]? _answer; // Under way: arrives with the next step.
    private byte[] _lastFrame = [];

    public FaultScenario(string name, Random random, FaultSubject subject)
    {
        _name = name;
        _random = random;
        _venue = subject.Venue(random);
        _link = new FaultyLink(random, random.Next(2, 30)) { ChecksumWord = _venue.ChecksumWord };
        _intake = VenueSamples.Intake(subject.Protocol, new FeedCounters(), []);
    }

    /// <summary>Times that the book was compared with the venue's.</summary>
    public int ComparedCount { get; private set; }

    /// <summary>Times that the instrument was unfit although connected.</summary>
    public int UnfitCount { get; private set; }

    private bool HasRestSnapshots => _intake.Protocol is ISnapshotProtocol;

    private bool IsLive => _intake.StateOf(0) == FeedState.Live;

    public void Run()
    {
        for (int step = 0; step < StepCount; step++)
        {
            if (!_isConnected)
                Connect();
            else if (_random.Next(60) == 0)
                Disconnect();
            else if (_random.Next(60) == 0)
                Hang();

            if (_isConnected)
                Step(_link.Pass);
        }

        NoticeLostAnswer();
        _link.Cut();
        int unfitStepCount = 0;
        for (int step = 0; step < QuietStepCount || !IsLive; step++)
        {
            Step(frame => [frame]);
            unfitStepCount = IsLive ? 0 : unfitStepCount + 1;
            Assert.True(unfitStepCount <= UnfitStepCountMax, $"not live after two quiet round trips: {_name}");
        }

        Assert.True(_venue.JudgeNow(_book) is null, $"not the venue's in the end: {_name}, {_venue.JudgeNow(_book)}");
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

    /// <summary>Half open: nothing comes any more, and the feed gives the connection up when it has noticed.</summary>
    private void Hang()
    {
        for (int i = 0; i < 3; i++)
            _venue.NextFrame();

        Tick(afterNs: 6 * SecondNs);
        Assert.False(IsLive, $"live although nothing comes: {_name}");
        Disconnect();
    }

    /// <summary>An answer that was lost is asked for again in time, or the connection is made anew.</summary>
    private void NoticeLostAnswer()
    {
        if (_isConnected && !IsLive && !HasRestSnapshots)
        {
            Tick(afterNs: 31 * SecondNs);
            Disconnect();
        }

        if (!_isConnected)
            Connect();
    }

    private void Tick(long afterNs)
    {
        _nowNs += afterNs;
        _intake.OnTick(_nowNs, staleAfterNs: 5 * SecondNs);
        Check();
    }

    /// <summary>
    /// The venue changes, its frame passes the link, what was asked for comes, what is missing is asked for.
    /// </summary>
    private void Step(Func<byte[], IReadOnlyList<byte[]>> pass)
    {
        _nowNs += StepNs;
        byte[]? answer = _answer;
        _answer = null;
        if (answer is not null)
            TakeAnswer(answer, pass);

        if (!HasRestSnapshots && _random.Next(40) == 0)
            ArriveAll(pass(_venue.Snapshot())); // The venue begins anew, and nobody has asked.

        if (_random.Next(6) == 0 && _venue.OtherFrame() is { } other)
            ArriveAll(pass(other));

        ArriveAll(pass(_venue.NextFrame()));
        if (IsAsking())
            _answer = HasRestSnapshots ? _venue.Snapshot() : [];
    }

    /// <summary>By HTTP as it was when it was asked for; in the stream as the book is now.</summary>
    private void TakeAnswer(byte[] answer, Func<byte[], IReadOnlyList<byte[]>> pass)
    {
        if (!HasRestSnapshots)
        {
            ArriveAll(pass(_venue.Snapshot()));
        }
        else if (_intake.WantsSnapshot(0))
        {
            _intake.OnSnapshot(answer, 0, _nowNs);
            Check();
        }
    }

    private bool IsAsking()
    {
        bool isAsking = _intake.WantsSnapshot(0);
        while (_intake.Protocol.TryTakeRequest(out _))
            isAsking = true;

        return isAsking;
    }

    private void ArriveAll(IReadOnlyList<byte[]> frames)
    {
        foreach (byte[] frame in frames)
        {
            _lastFrame = frame;
            _intake.OnFrame(frame, _nowNs);
            Check();
        }
    }

    private void Check()
    {
        if (_intake.Batch.Count == 0)
            return;

        _book.Publish(_intake.Batch.Events);
        _intake.Batch.Clear();
        if (!IsLive)
        {
            UnfitCount += _isConnected ? 1 : 0;
            return;
        }

        ComparedCount++;
        if (_venue.Judge(_book) is { } wrong)
            Assert.Fail($"silently wrong: {_name}, {wrong}, last={Encoding.Latin1.GetString(_lastFrame)}");
    }
}
