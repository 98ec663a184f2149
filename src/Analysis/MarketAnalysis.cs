using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>
/// The analysis stage: brings every instrument's market up to date, one event at a time, before strategies and risk see
/// the event. A pure function of the event sequence. Decision thread only; allocates nothing after construction.
/// </summary>
public sealed class MarketAnalysis
{
    private readonly InstrumentState[] _instruments;

    /// <exception cref="ArgumentException">The parameters are out of range; the text lists every fault.</exception>
    public MarketAnalysis(int instrumentCount, AnalysisParameters parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instrumentCount);
        ArgumentNullException.ThrowIfNull(parameters);
        IReadOnlyList<string> errors = parameters.Validate();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join("; ", errors), nameof(parameters));

        _instruments = new InstrumentState[instrumentCount];
        for (int i = 0; i < instrumentCount; i++)
            _instruments[i] = new InstrumentState(i, parameters);
    }

    /// <summary>Number of instruments.</summary>
    public int Count => _instruments.Length;

    /// <summary>By dense index.</summary>
    public InstrumentState this[int instrumentIndex] => _instruments[instrumentIndex];

    /// <summary>
    /// Works on one input; outputs and what is not about markets pass by. A feed status without an instrument is every
    /// instrument's.
    /// </summary>
    /// <exception cref="IndexOutOfRangeException">Market data of an instrument that is not in the table: a bug in a
    /// feed.</exception>
    public void OnEvent(in EngineEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.BookUpdate:
                _instruments[e.InstrumentIndex].OnBookUpdate(in e);
                break;

            case EventKind.Quote:
                _instruments[e.InstrumentIndex].OnQuote(in e);
                break;

            case EventKind.Trade:
                _instruments[e.InstrumentIndex].OnTrade(in e);
                break;

            case EventKind.FeedStatus:
                OnFeedStatus(in e);
                break;

            case EventKind.EngineStart:
                foreach (InstrumentState instrument in _instruments)
                    instrument.OnEngineStart();
                break;

            default:
                break; // Executions, venue status, timers, commands and outputs do not move markets.
        }
    }

    /// <summary>Saves, loads or hashes the state of every instrument, in order. O(levels of all books).</summary>
    /// <exception cref="InvalidOperationException">What was saved has another number of instruments or other sizes.
    /// </exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_instruments.Length);
        foreach (InstrumentState instrument in _instruments)
            instrument.Transfer(ref state);
    }

    /// <summary>Adds what <see cref="Transfer"/> hashes to a hash of more than the markets.</summary>
    public void AddTo(ref StateHash hash)
    {
        StateTransfer state = StateTransfer.Hash();
        Transfer(ref state);
        hash.Add(state.HashValue);
    }

    private void OnFeedStatus(in EngineEvent e)
    {
        if (e.InstrumentIndex >= 0)
        {
            _instruments[e.InstrumentIndex].OnFeedStatus(in e);
            return;
        }

        foreach (InstrumentState instrument in _instruments)
            instrument.OnFeedStatus(in e);
    }
}
