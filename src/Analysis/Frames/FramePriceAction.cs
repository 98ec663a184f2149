using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>
/// Price action over the closed bars of one frame: what holds after the last of them, and what it made known. Decision
/// thread only; allocates nothing after construction; about 190 KiB by default.
/// </summary>
public sealed class FramePriceAction
{
    /// <summary>Most facts that one closed bar may make known; more are counted and left out.</summary>
    public const int EventsPerBarMax = 128;

    private readonly PriceEventBuffer _events = new(EventsPerBarMax);

    internal FramePriceAction(PriceActionParameters parameters) => Stage = new PriceActionStage(parameters);

    /// <summary>Structure, zones and liquidity after the last closed bar. Only the frame may update it.</summary>
    public PriceActionStage Stage { get; }

    /// <summary>What the last closed bar made known, in the order of the ids; overwritten by the next.</summary>
    public ReadOnlySpan<PriceEvent> Events => _events.Events;

    /// <summary>Facts beyond <see cref="EventsPerBarMax"/>, since the journal's beginning.</summary>
    public long DroppedCount => _events.DroppedCount;

    /// <summary>Carries everything later facts depend on, and those of the last bar.</summary>
    public void Transfer(ref StateTransfer state)
    {
        Stage.Transfer(ref state);
        int count = _events.Count;
        state.Value(ref count);
        if (state.IsLoading)
            _events.Clear();

        for (int i = 0; i < count; i++)
        {
            PriceEvent item = state.IsLoading ? default : _events.Events[i];
            state.Value(ref item);
            if (state.IsLoading)
                _events.Add(item.Kind, item.Row) = item;
        }

        _events.Transfer(ref state); // After the facts: adding them has moved the numbering.
    }

    internal void OnClosed(in Bar bar)
    {
        _events.Clear();
        Stage.Update(in bar, _events);
    }
}
