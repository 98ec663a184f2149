using System;
using System.Collections.Generic;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// Time bars of several lengths from one stream of ticks: ticks make the shortest bars only, and its closed bars make
/// all the others, so that a tick costs the same however many frames there are. A longer bar closes at the same event
/// as if it were made of ticks. Decision thread only; O(1) a tick, O(frames) a closed bar; allocates nothing after
/// construction.
/// </summary>
/// <remarks>
/// <code>
///  ticks ──> 1 min ──closed──┬──> 5 min
///                            ├──> 1 h
///                            └──> 1 D
/// </code>
/// After every <see cref="Push"/> and <see cref="AdvanceTo"/> the closed bars are taken by <see cref="TryTake"/>,
/// shortest frame first.
/// </remarks>
public sealed class FrameCascade
{
    private readonly Frame[] _frames;
    private long _lateCount;
    private long _outsideSessionCount;

    /// <param name="calendar">Of all frames.</param>
    /// <param name="intervalsNs">Rising; each a multiple of the first.</param>
    /// <exception cref="ArgumentException">The intervals cannot be built from each other.</exception>
    public FrameCascade(SessionCalendar calendar, IReadOnlyList<long> intervalsNs)
    {
        ArgumentNullException.ThrowIfNull(intervalsNs);
        ArgumentOutOfRangeException.ThrowIfZero(intervalsNs.Count);
        _frames = new Frame[intervalsNs.Count];
        for (int i = 0; i < _frames.Length; i++)
        {
            CheckInterval(intervalsNs, i);
            _frames[i].Rule = new TimeBarRule(calendar, intervalsNs[i]);
        }
    }

    /// <summary>Number of frames.</summary>
    public int Count => _frames.Length;

    /// <summary>Ticks left out because their shortest bar was closed.</summary>
    public long LateCount => _lateCount;

    /// <summary>Ticks left out because they fell between two sessions.</summary>
    public long OutsideSessionCount => _outsideSessionCount;

    /// <summary>Takes a tick.</summary>
    public void Push(in MarketTick tick)
    {
        ref Frame shortest = ref _frames[0];
        TickVerdict verdict = shortest.Rule.Judge(in tick);
        if (verdict != TickVerdict.Taken)
        {
            _lateCount += verdict == TickVerdict.Late ? 1 : 0;
            _outsideSessionCount += verdict == TickVerdict.OutsideSession ? 1 : 0;
            return;
        }

        if (!shortest.Forming.IsEmpty && !shortest.Rule.EndsBefore(in shortest.Forming, in tick))
        {
            shortest.Forming.Add(in tick);
            return;
        }

        AdvanceTo(tick.TimestampNs);
        shortest.Forming.Begin(shortest.Rule.Begin(in tick), in tick);
    }

    /// <summary>Closes every bar that ends by then.</summary>
    public void AdvanceTo(long timestampNs)
    {
        ref Frame shortest = ref _frames[0];
        if (!shortest.Forming.IsEmpty && shortest.Rule.EndsBy(timestampNs))
            CloseShortest(ref shortest);

        for (int i = 1; i < _frames.Length; i++)
        {
            if (!_frames[i].Forming.IsEmpty && _frames[i].Rule.EndsBy(timestampNs))
                _frames[i].Close();
        }
    }

    /// <summary>The next closed bar and its frame, shortest first.</summary>
    public bool TryTake(out int frameIndex, out PriceBar bar)
    {
        for (frameIndex = 0; frameIndex < _frames.Length; frameIndex++)
        {
            if (!_frames[frameIndex].HasClosed)
                continue;

            bar = _frames[frameIndex].Closed;
            _frames[frameIndex].HasClosed = false;
            return true;
        }

        bar = default;
        return false;
    }

    /// <summary>The forming bar of a frame, up to the last tick; empty where nothing has happened.</summary>
    public PriceBar Forming(int frameIndex)
    {
        PriceBar bar = _frames[frameIndex].Forming;
        ref readonly PriceBar shortest = ref _frames[0].Forming;
        if (frameIndex == 0 || shortest.IsEmpty)
            return bar;

        if (!bar.IsEmpty)
        {
            bar.Append(in shortest);
            return bar;
        }

        TimeBarRule rule = _frames[frameIndex].Rule;
        return Opened(ref rule, in shortest);
    }

    /// <summary>Saves, loads or hashes everything later bars depend on. All closed bars have been taken.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _lateCount);
        state.Value(ref _outsideSessionCount);
        foreach (ref Frame frame in _frames.AsSpan())
        {
            Debug.Assert(!frame.HasClosed);
            frame.Rule.Transfer(ref state);
            state.Value(ref frame.Forming);
        }
    }

    private static void CheckInterval(IReadOnlyList<long> intervalsNs, int index)
    {
        if (index > 0 && (intervalsNs[index] <= intervalsNs[index - 1] || intervalsNs[index] % intervalsNs[0] != 0))
        {
            throw new ArgumentException(
                $"time frames must rise and be multiples of the shortest: intervalNs={intervalsNs[index]}, " +
                $"beforeNs={intervalsNs[index - 1]}, shortestNs={intervalsNs[0]}");
        }
    }

    private static PriceBar Opened(ref TimeBarRule rule, in PriceBar first)
    {
        var tick = new MarketTick(first.OpenTimestampNs, first.OpenTicks, 1, Side.None);
        rule.Judge(in tick); // Finds the session that the bar is counted from.
        return first with { OpenTimestampNs = rule.Begin(in tick) };
    }

    private void CloseShortest(ref Frame shortest)
    {
        shortest.Close();
        shortest.Rule.OnClosed(in shortest.Closed);
        for (int i = 1; i < _frames.Length; i++)
        {
            ref Frame frame = ref _frames[i];
            if (frame.Forming.IsEmpty)
                frame.Forming = Opened(ref frame.Rule, in shortest.Closed);
            else
                frame.Forming.Append(in shortest.Closed);
        }
    }

    private struct Frame
    {
        public TimeBarRule Rule;
        public PriceBar Forming; // Of the longer frames: without what the shortest is forming.
        public PriceBar Closed;
        public bool HasClosed;

        public void Close()
        {
            Debug.Assert(!HasClosed);
            Closed = Forming;
            Forming = default;
            HasClosed = true;
        }
    }
}
