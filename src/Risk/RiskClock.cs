using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Time as the gate counts it: the times of events, never going back. A step back by more than ten seconds is the clock
/// of another life of the process, and everything that was counted by time begins anew. Decision thread only.
/// </summary>
internal sealed class RiskClock(long volumeWindowNs, long dayStartNs)
{
    public const int BucketCount = 16;
    public const long DayNs = 86_400_000_000_000;

    private const long OtherLifeNs = 10_000_000_000;

    private readonly long _bucketNs = Math.Max(1, volumeWindowNs / BucketCount);
    private long _nowNs;
    private long _bucket;
    private long _bucketEndNs;
    private long _dayEndNs;
    private long _turnNs; // The sooner of both.

    /// <summary>Latest time seen.</summary>
    public long NowNs => _nowNs;

    /// <summary>Number of the bucket that the latest time lies in.</summary>
    public long Bucket => _bucket;

    /// <summary>What advancing made due.</summary>
    public enum Turn
    {
        None,
        NewDay,
        OtherLife,
    }

    /// <summary>Takes in the time of an event where nothing becomes due by it; else <see cref="Advance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryStep(long nowNs)
    {
        if (nowNs < _nowNs || nowNs >= _turnNs)
            return false;

        _nowNs = nowNs;
        return true;
    }

    /// <summary>Takes in the time of an event.</summary>
    public Turn Advance(long nowNs)
    {
        if (nowNs < _nowNs)
            return _nowNs - nowNs > OtherLifeNs ? BeginAnew(nowNs) : Turn.None;

        _nowNs = nowNs;
        if (nowNs >= _bucketEndNs)
        {
            _bucket = nowNs / _bucketNs;
            _bucketEndNs = (_bucket + 1) * _bucketNs;
        }

        bool isNewDay = nowNs >= _dayEndNs;
        bool isFirst = _dayEndNs == 0;
        if (isNewDay)
            _dayEndNs = nowNs - PlaceInDay(nowNs) + DayNs;

        _turnNs = Math.Min(_bucketEndNs, _dayEndNs);
        return isNewDay && !isFirst ? Turn.NewDay : Turn.None;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _nowNs);
        state.Value(ref _bucket);
        state.Value(ref _bucketEndNs);
        state.Value(ref _dayEndNs);
        state.Value(ref _turnNs);
    }

    private Turn BeginAnew(long nowNs)
    {
        _nowNs = 0;
        _bucketEndNs = 0;
        _dayEndNs = 0;
        Advance(nowNs);
        return Turn.OtherLife;
    }

    private long PlaceInDay(long nowNs) => (((nowNs - dayStartNs) % DayNs) + DayNs) % DayNs;
}
