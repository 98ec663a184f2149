using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;

namespace LowLatencyEngine.Unit.PriceAction;

/// <summary>Runs a stage over bars and keeps what it says.</summary>
internal sealed class StageRun
{
    private readonly PriceEventBuffer _buffer = new(512);
    private readonly PriceActionParameters _parameters;

    public StageRun(PriceActionParameters? parameters = null)
    {
        _parameters = parameters ?? new PriceActionParameters();
        Stage = new PriceActionStage(_parameters);
    }

    public PriceActionStage Stage { get; }

    public List<PriceEvent> Events { get; } = [];

    public long DroppedCount => _buffer.DroppedCount;

    /// <summary>All events of a series.</summary>
    public static List<PriceEvent> EventsOf(ReadOnlySpan<Bar> bars)
    {
        var run = new StageRun();
        run.Add(bars);
        return run.Events;
    }

    public void Add(ReadOnlySpan<Bar> bars)
    {
        foreach (ref readonly Bar bar in bars)
        {
            _buffer.Clear();
            Stage.Update(in bar, _buffer);
            Events.AddRange(_buffer.Events);
        }
    }

    /// <summary>A new run that goes on from what this one saved.</summary>
    public StageRun Restored()
    {
        StateTransfer measure = StateTransfer.Measure();
        Transfer(ref measure);
        var saved = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        Transfer(ref save);

        var other = new StageRun(_parameters);
        StateTransfer load = StateTransfer.Load(saved);
        other.Transfer(ref load);
        return other;
    }

    public long Hash()
    {
        StateTransfer hash = StateTransfer.Hash();
        Transfer(ref hash);
        return hash.HashValue;
    }

    private void Transfer(ref StateTransfer state)
    {
        Stage.Transfer(ref state);
        _buffer.Transfer(ref state);
    }
}
