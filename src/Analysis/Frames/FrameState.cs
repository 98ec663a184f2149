using System;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>
/// One frame of one instrument: its last closed bar, and the columns, the market's condition and the price action
/// after it. Everything here changes when a bar closes and at no other time. Decision thread only; allocates nothing
/// after construction.
/// </summary>
public sealed class FrameState
{
    private readonly BarScale _scale;
    private readonly ColumnSelection _columns;
    private readonly FrameFacts _facts;
    private PriceBar _lastBar;
    private long _closedCount;
    private ConditionEvents _conditionEvents;

    internal FrameState(FrameParameters parameters, BarScale scale, FrameFacts facts)
    {
        Parameters = parameters;
        _scale = scale;
        _facts = facts;
        _columns = ColumnCatalog.Select(parameters.Columns);
        Condition = parameters.Condition is { } condition ? new MarketCondition(condition) : null;
        PriceAction = parameters.PriceAction is { } priceAction ? new FramePriceAction(priceAction) : null;
    }

    /// <summary>What it was made of.</summary>
    public FrameParameters Parameters { get; }

    /// <summary>The last closed bar in ticks and lots; empty before the first.</summary>
    public ref readonly PriceBar LastBar => ref _lastBar;

    /// <summary>Closed bars so far: a strategy that remembers it knows whether there is a new one.</summary>
    public long ClosedCount => _closedCount;

    /// <summary>Number of columns.</summary>
    public int ColumnCount => _columns.Count;

    /// <summary>The market's condition over this frame; null where it was not asked for.</summary>
    public MarketCondition? Condition { get; }

    /// <summary>Price action over this frame; null where it was not asked for.</summary>
    public FramePriceAction? PriceAction { get; }

    /// <summary>What the last closed bar has changed of the condition.</summary>
    public ConditionEvents ConditionEvents => _conditionEvents;

    /// <summary>Column after the last closed bar; NaN while it has no value.</summary>
    public double Read(int columnIndex) => _columns.Read(columnIndex);

    /// <summary>Index of a column by its name; -1 where there is none. Set-up only.</summary>
    public int ColumnIndex(string name)
    {
        for (int i = 0; i < _columns.Count; i++)
        {
            if (string.Equals(_columns.Name(i), name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _lastBar);
        state.Value(ref _closedCount);
        state.Value(ref _conditionEvents);
        _columns.Transfer(ref state);
        Condition?.Transfer(ref state);
        PriceAction?.Transfer(ref state);
    }

    internal void OnClosed(in PriceBar priceBar)
    {
        _lastBar = priceBar;
        _closedCount++;
        Bar bar = priceBar.ToBar(in _scale);
        _columns.Update(in bar);
        if (PriceAction is not null)
        {
            PriceAction.OnClosed(in bar);
            _facts.Tell(PriceAction.Events, priceBar.OpenTimestampNs);
        }

        if (Condition is null)
            return;

        _conditionEvents = Condition.Update(in bar);
        if (_conditionEvents != ConditionEvents.None)
            _facts.Tell(_conditionEvents, Condition, in priceBar, _closedCount - 1);
    }
}
