using System;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>
/// What decides. A strategy sees one event at a time, after the analysis has taken it in, and acts through its context;
/// the same class runs live, in a back-test and in replay, so it is a pure function of what it is given: no clock, no
/// random number, no I/O, no allocation after construction. Called on the decision thread only.
/// </summary>
public abstract class Strategy
{
    /// <param name="name">Unique among the configured strategies, not empty.</param>
    protected Strategy(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>What operators call it.</summary>
    public string Name { get; }

    /// <summary>Whether it wants an instrument's market events and order reports; asked once, at set-up.</summary>
    public abstract bool IsInterestedIn(int instrumentIndex);

    /// <summary>
    /// A quote, a trade, a feed status or the last record of a book message of an instrument of interest, while the
    /// strategy is started. The market may be unfit, and orders may be blocked: the strategy looks.
    /// </summary>
    public abstract void OnMarket(in EngineEvent e, InstrumentState market, StrategyContext context);

    /// <summary>
    /// What became of an order of its own, also of one it no longer knows, also while it is stopped; and fills of what
    /// the engine sent to close its position (<see cref="OrderReport.IsEngines"/>), which it never wished for. The
    /// context's position and open lots are already up to date.
    /// </summary>
    public abstract void OnOrder(in OrderReport report, StrategyContext context);

    /// <summary>Time has passed, while the strategy is started.</summary>
    public abstract void OnTimer(in EngineEvent e, StrategyContext context);

    /// <summary>
    /// The engine starts anew: orders of the earlier life are in doubt and the set cancels them, so the strategy
    /// forgets which it had. Positions stay.
    /// </summary>
    public abstract void OnRestart();

    /// <summary>
    /// Shows everything that later decisions depend on, and nothing that parameters determine, to
    /// <paramref name="state"/>, which saves, loads or hashes it. In one method, so that no field can be forgotten in
    /// one of the three.
    /// </summary>
    public abstract void Transfer(ref StateTransfer state);
}
