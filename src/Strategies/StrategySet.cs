using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>One configured strategy.</summary>
/// <param name="Strategy">The object; it belongs to one set only.</param>
/// <param name="IsStarted">Whether it trades from the first event on, or waits for an operator.</param>
public sealed record StrategyEntry(Strategy Strategy, bool IsStarted);

/// <summary>
/// The strategies stage: gives each event to the strategies it concerns, in index order, and obeys operators as far as
/// strategies go. A halt, a stop and a cancel-all have the strategies' open orders cancelled. Started, stopped and
/// halted outlive a restart. Decision thread only; allocates nothing after construction.
/// </summary>
public sealed class StrategySet
{
    private readonly Strategy[] _strategies;
    private readonly StrategyContext[] _contexts;
    private readonly bool[] _isInterested; // Strategy by strategy, an entry per instrument.
    private readonly MarketAnalysis _markets;
    private long _unknownStrategyCommandCount;
    private bool _isHalted;

    /// <exception cref="ArgumentException">Two strategies have one name, there are too many, or a parameter is out of
    /// range.</exception>
    public StrategySet(
        IReadOnlyList<StrategyEntry> entries, MarketAnalysis markets, Outbox outbox, StrategySetParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(markets);
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(parameters);
        ParameterFaults.ThrowIfAny(parameters.Validate(), "strategies");
        if (entries.Count >= OrderRequest.OperatorStrategyIndex)
        {
            throw new ArgumentException(
                $"too many strategies: count={entries.Count}; at most {OrderRequest.OperatorStrategyIndex - 1}");
        }

        _markets = markets;
        _strategies = new Strategy[entries.Count];
        _contexts = new StrategyContext[entries.Count];
        _isInterested = new bool[entries.Count * markets.Count];
        for (int i = 0; i < entries.Count; i++)
        {
            if (IndexOf(entries[i].Strategy.Name) >= 0)
                throw new ArgumentException($"strategy name occurs twice: name={entries[i].Strategy.Name}; rename one");

            _strategies[i] = entries[i].Strategy;
            _contexts[i] = new StrategyContext((ushort)i, markets, outbox, parameters);
            _contexts[i].SetBlock(TradingBlocks.Stopped, !entries[i].IsStarted);
            for (int instrument = 0; instrument < markets.Count; instrument++)
                _isInterested[i * markets.Count + instrument] = _strategies[i].IsInterestedIn(instrument);
        }
    }

    /// <summary>Number of strategies.</summary>
    public int Count => _strategies.Length;

    /// <summary>By dense index.</summary>
    public Strategy this[int strategyIndex] => _strategies[strategyIndex];

    /// <summary>An operator halted trading and has not resumed it.</summary>
    public bool IsHalted => _isHalted;

    /// <summary>Commands that named no strategy of the set.</summary>
    public long UnknownStrategyCommandCount => _unknownStrategyCommandCount;

    /// <summary>What the strategy knows; for reports and tests.</summary>
    public StrategyContext ContextOf(int strategyIndex) => _contexts[strategyIndex];

    /// <summary>Whether it is given market events and timers.</summary>
    public bool IsStarted(int strategyIndex) =>
        (_contexts[strategyIndex].Blocks & TradingBlocks.Stopped) == TradingBlocks.None;

    /// <summary>Index of the strategy of that name, or -1. Set-up and control only.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < _strategies.Length; i++)
        {
            // An entry is null while the set is being built.
            if (string.Equals(_strategies[i]?.Name, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    /// <summary>Works on one input, after <see cref="MarketAnalysis.OnEvent"/>.</summary>
    public void OnEvent(in EngineEvent e)
    {
        foreach (StrategyContext context in _contexts)
            context.BeginEvent(in e);

        switch (e.Kind)
        {
            case EventKind.Quote:
            case EventKind.Trade:
            case EventKind.FeedStatus:
                OnMarket(in e);
                break;

            case EventKind.BookUpdate:
                if ((e.Flags & EventFlags.EndOfMessage) != EventFlags.None)
                    OnMarket(in e); // Before its last record a message leaves the book half changed.

                break;

            case EventKind.Timer:
                OnTimer(in e);
                break;

            case EventKind.VenueStatus:
                OnVenueStatus(e.Venue.State);
                break;

            case EventKind.EngineStart:
                OnEngineStart();
                break;

            case EventKind.Command:
                OnCommand(in e.Command);
                break;

            default:
                break; // Executions and cancel rejects come as order reports; outputs are not inputs.
        }

        foreach (StrategyContext context in _contexts)
            context.SendWantedCancels();
    }

    /// <summary>
    /// Tells the order's strategy what <paramref name="cause"/> changed. Reports of operators' orders pass by; of what
    /// the engine sent for itself a strategy hears the fills.
    /// </summary>
    public void OnOrderReport(in OrderReport report, in EngineEvent cause)
    {
        if (report.StrategyIndex >= _strategies.Length)
            return;

        StrategyContext context = _contexts[report.StrategyIndex];
        context.BeginEvent(in cause);
        context.OnReport(in report);
        if (report.IsEngines && report.FilledLots == 0)
            return;

        context.SetBlock(TradingBlocks.TellingDenial, report.Kind == OrderReportKind.Denied);
        _strategies[report.StrategyIndex].OnOrder(in report, context);
        context.SetBlock(TradingBlocks.TellingDenial, isOn: false);
        context.SendWantedCancels();
    }

    /// <summary>Saves, loads or hashes the state of the set and of every strategy, in order.</summary>
    /// <exception cref="InvalidOperationException">What was saved has other strategies or bounds.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_strategies.Length);
        state.Value(ref _isHalted);
        state.Value(ref _unknownStrategyCommandCount);
        for (int i = 0; i < _strategies.Length; i++)
        {
            _contexts[i].Transfer(ref state);
            _strategies[i].Transfer(ref state);
        }
    }

    private void OnMarket(in EngineEvent e)
    {
        if (e.InstrumentIndex >= 0)
        {
            OnMarketOf(e.InstrumentIndex, in e);
            return;
        }

        for (int instrument = 0; instrument < _markets.Count; instrument++)
            OnMarketOf(instrument, in e); // The status of a whole feed.
    }

    private void OnMarketOf(int instrumentIndex, in EngineEvent e)
    {
        InstrumentState market = _markets[instrumentIndex];
        for (int i = 0; i < _strategies.Length; i++)
        {
            if (_isInterested[i * _markets.Count + instrumentIndex] && IsStarted(i))
                _strategies[i].OnMarket(in e, market, _contexts[i]);
        }
    }

    private void OnTimer(in EngineEvent e)
    {
        for (int i = 0; i < _strategies.Length; i++)
        {
            if (IsStarted(i))
                _strategies[i].OnTimer(in e, _contexts[i]);
        }
    }

    private void OnVenueStatus(VenueState state)
    {
        foreach (StrategyContext context in _contexts)
            context.OnVenueStatus(state);
    }

    /// <summary>
    /// What was open is in doubt: it is cancelled once the venue is there, and whatever it does until then is reported.
    /// </summary>
    private void OnEngineStart()
    {
        for (int i = 0; i < _strategies.Length; i++)
        {
            _contexts[i].OnVenueStatus(VenueState.Disconnected);
            _contexts[i].CancelAll();
            _strategies[i].OnRestart();
        }
    }

    private void OnCommand(in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.Halt:
                SetHalted(true);
                CancelAll();
                break;

            case CommandKind.Resume:
                SetHalted(false);
                break;

            case CommandKind.CancelAll:
                CancelAll();
                break;

            case CommandKind.StrategyStart:
                SetStarted(command.Argument, isStarted: true);
                break;

            case CommandKind.StrategyStop:
                SetStarted(command.Argument, isStarted: false);
                break;

            default:
                break; // None: nothing is asked.
        }
    }

    private void SetHalted(bool isHalted)
    {
        _isHalted = isHalted;
        foreach (StrategyContext context in _contexts)
            context.SetBlock(TradingBlocks.Halted, isHalted);
    }

    private void CancelAll()
    {
        foreach (StrategyContext context in _contexts)
            context.CancelAll();
    }

    private void SetStarted(long strategyIndex, bool isStarted)
    {
        if ((ulong)strategyIndex >= (ulong)_contexts.Length)
        {
            _unknownStrategyCommandCount++;
            return;
        }

        StrategyContext context = _contexts[strategyIndex];
        context.SetBlock(TradingBlocks.Stopped, !isStarted);
        if (!isStarted)
            context.CancelAll();
    }
}
