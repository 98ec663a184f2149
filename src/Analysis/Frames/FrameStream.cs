using System.Collections.Generic;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>The frames of one instrument that see the same ticks, and what builds their bars.</summary>
internal sealed class FrameStream
{
    private readonly FrameParameters _parameters; // Of any of its frames: source and clock are the same.
    private readonly FrameCascade? _cascade;
    private readonly FrameState[] _timeFrames;    // In the order of the cascade.
    private readonly BarBuilder[] _builders;
    private readonly FrameState[] _builtFrames;   // One a builder.

    /// <param name="frames">At least one; those of time rise and are multiples of the first of them.</param>
    public FrameStream(IReadOnlyList<FrameState> frames)
    {
        List<FrameState> timeFrames = [];
        List<FrameState> builtFrames = [];
        foreach (FrameState frame in frames)
            (frame.Parameters.Kind == BarKind.Time ? timeFrames : builtFrames).Add(frame);

        _parameters = frames[0].Parameters;
        _timeFrames = [.. timeFrames];
        _builtFrames = [.. builtFrames];
        _builders = new BarBuilder[_builtFrames.Length];
        for (int i = 0; i < _builders.Length; i++)
            _builders[i] = _builtFrames[i].Parameters.CreateBuilder();

        if (_timeFrames.Length == 0)
            return;

        var intervalsNs = new long[_timeFrames.Length];
        for (int i = 0; i < intervalsNs.Length; i++)
            intervalsNs[i] = _timeFrames[i].Parameters.Size;

        _cascade = new FrameCascade(_parameters.Calendar, intervalsNs);
    }

    public TickSource Source => _parameters.Source;

    public long LateCount => _cascade?.LateCount ?? 0;

    public void Push(in EngineEvent e, long priceTicks, long qtyLots, Side aggressor)
    {
        long timestampNs = _parameters.Clock == BarClock.Venue && e.VenueTimestampNs != 0
            ? e.VenueTimestampNs
            : e.ReceiveTimestampNs;
        var tick = new MarketTick(timestampNs, priceTicks, qtyLots, aggressor);
        if (_cascade is not null)
        {
            _cascade.Push(in tick);
            TakeTimeBars();
        }

        for (int i = 0; i < _builders.Length; i++)
        {
            _builders[i].Push(in tick);
            while (_builders[i].TryTake(out PriceBar bar))
                _builtFrames[i].OnClosed(in bar);
        }
    }

    /// <summary>Only time bars end by time.</summary>
    public void OnTimer(long receiveTimestampNs)
    {
        if (_cascade is null)
            return;

        _cascade.AdvanceTo(receiveTimestampNs - _parameters.CloseGraceNs);
        TakeTimeBars();
    }

    /// <summary>The forming bar of one of its frames.</summary>
    public bool TryForming(FrameState frame, out PriceBar bar)
    {
        for (int i = 0; i < _timeFrames.Length; i++)
        {
            if (ReferenceEquals(_timeFrames[i], frame))
            {
                bar = _cascade!.Forming(i);
                return !bar.IsEmpty;
            }
        }

        for (int i = 0; i < _builtFrames.Length; i++)
        {
            if (ReferenceEquals(_builtFrames[i], frame))
            {
                bar = _builders[i].Forming;
                return !bar.IsEmpty;
            }
        }

        bar = default;
        return false;
    }

    public void Transfer(ref StateTransfer state)
    {
        _cascade?.Transfer(ref state);
        foreach (BarBuilder builder in _builders)
            builder.Transfer(ref state);
    }

    private void TakeTimeBars()
    {
        while (_cascade!.TryTake(out int index, out PriceBar bar))
            _timeFrames[index].OnClosed(in bar);
    }
}
