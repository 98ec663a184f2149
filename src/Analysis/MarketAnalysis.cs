using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>
/// The analysis stage: brings every instrument's market up to date, one event at a time, before strategies and risk see
/// the event. A pure function of the event sequence. Decision thread only; allocates nothing after construction.
/// </summary>
public sealed class MarketAnalysis
{
    /// <summary>Most facts that one input brings into the outbox: the rest of it is for orders.</summary>
    public const int FactsPerInputMax = 16;

    private const int WaitingFactsMin = 256; // Some bars make a hundred facts known.
    private const int WaitingFactsPerFrame = 64;
    private const int WaitingFindingsPerInstrument = 16;

    private readonly InstrumentState[] _instruments;
    private readonly AnalysisEventQueue _facts;

    /// <summary>For instruments whose steps do not matter: bars have ticks and lots for prices and volumes.</summary>
    /// <exception cref="ArgumentException">The parameters are out of range; the text lists every fault.</exception>
    public MarketAnalysis(int instrumentCount, AnalysisParameters parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instrumentCount);
        CheckOrThrow(instrumentCount, parameters);
        _facts = CreateQueue(instrumentCount, parameters);
        _instruments = new InstrumentState[instrumentCount];
        for (int i = 0; i < instrumentCount; i++)
            _instruments[i] = new InstrumentState(i, parameters, BarScale.Steps, _facts);

        Consolidated = new ConsolidatedMarkets(instrumentCount, parameters.Consolidated);
    }

    /// <summary>For instruments whose columns are computed in units of price and quantity.</summary>
    /// <exception cref="ArgumentException">The parameters are out of range; the text lists every fault.</exception>
    public MarketAnalysis(InstrumentTable instruments, AnalysisParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(instruments);
        CheckOrThrow(instruments.Count, parameters);
        _facts = CreateQueue(instruments.Count, parameters);
        _instruments = new InstrumentState[instruments.Count];
        for (int i = 0; i < _instruments.Length; i++)
            _instruments[i] = new InstrumentState(i, parameters, ScaleOf(instruments[i]), _facts);

        Consolidated = new ConsolidatedMarkets(instruments.Count, parameters.Consolidated);
    }

    /// <summary>Number of instruments.</summary>
    public int Count => _instruments.Length;

    /// <summary>Facts that wait for <see cref="WriteFacts"/>.</summary>
    public int WaitingFactCount => _facts.Count;

    /// <summary>
    /// Facts that found the queue full since the journal's beginning: frames of more bars than inputs can carry facts
    /// of.
    /// </summary>
    public long DroppedFactCount => _facts.DroppedCount;

    /// <summary>Best prices over several venues; as they are after the current event.</summary>
    public ConsolidatedMarkets Consolidated { get; }

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
                Consolidated.Follow(_instruments[e.InstrumentIndex]);
                break;

            case EventKind.Quote:
                _instruments[e.InstrumentIndex].OnQuote(in e);
                Consolidated.Follow(_instruments[e.InstrumentIndex]);
                break;

            case EventKind.Trade:
                _instruments[e.InstrumentIndex].OnTrade(in e);
                Consolidated.Follow(_instruments[e.InstrumentIndex]); // A broken trade may have made it unfit.
                break;

            case EventKind.FeedStatus:
                OnFeedStatus(in e);
                break;

            case EventKind.Timer:
                foreach (InstrumentState instrument in _instruments)
                    instrument.OnTimer(in e);

                Consolidated.FollowAll(_instruments);
                break;

            case EventKind.EngineStart:
                foreach (InstrumentState instrument in _instruments)
                    instrument.OnEngineStart();

                Consolidated.FollowAll(_instruments);
                break;

            default:
                break; // Executions, venue status, commands and outputs do not move markets.
        }
    }

    /// <summary>
    /// Moves what frames made known into the outbox, oldest first, at most <see cref="FactsPerInputMax"/>; what is left
    /// waits for the next inputs.
    /// </summary>
    public void WriteFacts(Outbox outbox, in EngineEvent cause)
    {
        if (_facts.Count > 0)
            _facts.MoveTo(outbox, in cause, FactsPerInputMax);
    }

    /// <summary>Saves, loads or hashes the state of every instrument, in order. O(levels of all books).</summary>
    /// <exception cref="InvalidOperationException">What was saved has another number of instruments or other sizes.
    /// </exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_instruments.Length);
        foreach (InstrumentState instrument in _instruments)
            instrument.Transfer(ref state);

        _facts.Transfer(ref state);
        Consolidated.Transfer(ref state);
    }

    private static BarScale ScaleOf(Instrument instrument) => new(instrument.Price, instrument.Qty);

    private static AnalysisEventQueue CreateQueue(int instrumentCount, AnalysisParameters parameters)
    {
        int frameCount = 0;
        foreach (FrameParameters frame in parameters.Frames)
        {
            if (frame.HasFacts)
                frameCount += frame.InstrumentIndex is null ? instrumentCount : 1;
        }

        int capacity = frameCount == 0 ? 0 : WaitingFactsMin + frameCount * WaitingFactsPerFrame;
        int findingCount = parameters.Quality is null ? 0 : instrumentCount * WaitingFindingsPerInstrument;
        return new AnalysisEventQueue(capacity + findingCount);
    }

    private static void CheckOrThrow(int instrumentCount, AnalysisParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        List<string> errors = [.. parameters.Validate()];
        for (int i = 0; i < parameters.Frames.Count; i++)
        {
            int? index = parameters.Frames[i].InstrumentIndex;
            if (index is not null && (uint)index >= (uint)instrumentCount)
                errors.Add($"frames[{i}] is of no instrument: instrumentIndex={index}, count={instrumentCount}");
        }

        ConsolidatedMarkets.Validate(instrumentCount, parameters.Consolidated, errors);
        if (errors.Count > 0)
            throw new ArgumentException(string.Join("; ", errors), nameof(parameters));
    }

    private void OnFeedStatus(in EngineEvent e)
    {
        if (e.InstrumentIndex >= 0)
        {
            _instruments[e.InstrumentIndex].OnFeedStatus(in e);
            Consolidated.Follow(_instruments[e.InstrumentIndex]);
            return;
        }

        foreach (InstrumentState instrument in _instruments)
            instrument.OnFeedStatus(in e);

        Consolidated.FollowAll(_instruments);
    }
}
