using System.Collections.Generic;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>
/// All frames of one instrument, in the order of the configuration. Decision thread only; allocates nothing after
/// construction.
/// </summary>
public sealed class InstrumentFrames
{
    private readonly FrameState[] _frames;
    private readonly FrameStream[] _streams;

    internal InstrumentFrames(
        int instrumentIndex, IReadOnlyList<FrameParameters> parameters, BarScale scale, AnalysisEventQueue queue)
    {
        List<FrameState> frames = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].IsOf(instrumentIndex))
                frames.Add(new FrameState(parameters[i], scale, new FrameFacts(queue, instrumentIndex, i, scale)));
        }

        _frames = [.. frames];
        _streams = [.. StreamsOf(frames)];
    }

    /// <summary>Number of frames.</summary>
    public int Count => _frames.Length;

    /// <summary>Ticks that came after their bar was closed and are in no bar, all time frames.</summary>
    public long LateCount
    {
        get
        {
            long count = 0;
            foreach (FrameStream stream in _streams)
                count += stream.LateCount;

            return count;
        }
    }

    /// <summary>By the order of the configuration.</summary>
    public FrameState this[int frameIndex] => _frames[frameIndex];

    /// <summary>
    /// What has happened since the last closed bar of a frame; false where nothing has. O(frames): for a look, not for
    /// every event.
    /// </summary>
    public bool TryForming(int frameIndex, out PriceBar bar)
    {
        foreach (FrameStream stream in _streams)
        {
            if (stream.TryForming(_frames[frameIndex], out bar))
                return true;
        }

        bar = default;
        return false;
    }

    /// <summary>Saves, loads or hashes everything later bars and values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_frames.Length);
        foreach (FrameStream stream in _streams)
            stream.Transfer(ref state);

        foreach (FrameState frame in _frames)
            frame.Transfer(ref state);
    }

    internal void OnTrade(in EngineEvent e)
    {
        foreach (FrameStream stream in _streams)
        {
            if (stream.Source == TickSource.Trades)
                stream.Push(in e, e.Trade.PriceTicks, e.Trade.QtyLots, e.Side);
        }
    }

    /// <summary>Takes a top of the book that is fit to go by.</summary>
    internal void OnTop(in EngineEvent e, in TopOfBook top)
    {
        foreach (FrameStream stream in _streams)
        {
            if (stream.Source == TickSource.Bids)
                stream.Push(in e, top.BidPriceTicks, qtyLots: 1, Side.None);
            else if (stream.Source == TickSource.Asks)
                stream.Push(in e, top.AskPriceTicks, qtyLots: 1, Side.None);
        }
    }

    internal void OnTimer(long receiveTimestampNs)
    {
        foreach (FrameStream stream in _streams)
            stream.OnTimer(receiveTimestampNs);
    }

    private static List<FrameStream> StreamsOf(List<FrameState> frames)
    {
        List<List<FrameState>> groups = [];
        foreach (FrameState frame in frames)
        {
            List<FrameState>? group = groups.Find(g => g[0].Parameters.SharesStreamWith(frame.Parameters));
            if (group is null)
                groups.Add([frame]);
            else
                group.Add(frame);
        }

        List<FrameStream> streams = [];
        foreach (List<FrameState> group in groups)
        {
            group.Sort((a, b) => a.Parameters.Size.CompareTo(b.Parameters.Size)); // The cascade wants them rising.
            streams.Add(new FrameStream(group));
        }

        return streams;
    }
}
