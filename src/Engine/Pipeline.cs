using LowLatencyEngine.Engine.Stages;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine;

/// <summary>
/// The engine in one file: what happens to an event, in this order, on the decision thread. Every stage works on the
/// event and on the <see cref="DecisionState"/>; none knows the next. A pure function of the sequence of events: no
/// clock, no I/O, no random number. 0 bytes an event.
/// </summary>
/// <remarks>
/// <code>
///  inbound ring ─> Execution ─> Analysis ─> Strategy ─> Risk ─> Order ─> Journal ─> Send ─> venue
///                  what broker   books,      wishes      verdict  ids,     input,     only what
///                  and operator  averages    into the    on each  order    then its   is in the
///                  said                      outbox      wish     table    outputs    journal
/// </code>
/// </remarks>
/// <typeparam name="TLog">The journal, or a comparison with one.</typeparam>
/// <typeparam name="TSink">The venue, a ring towards it, or nothing.</typeparam>
public readonly struct Pipeline<TLog, TSink>(DecisionState state, TLog log, TSink sink) : IStage<EngineEvent>
    where TLog : struct, IRecordLog
    where TSink : struct, IOrderSink
{
    private readonly ExecutionStage _execution = new(state);
    private readonly AnalysisStage _analysis = new(state);
    private readonly StrategyStage _strategy = new(state);
    private readonly RiskStage _risk = new(state);
    private readonly OrderStage _order = new(state);
    private readonly JournalStage<TLog> _journal = new(state, log);
    private readonly SendStage<TSink> _send = new(state, sink);

    /// <inheritdoc/>
    public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
    {
        state.Outbox.Clear();
        slot.Sequence = log.NextSequence;

        _execution.OnEvent(ref slot, sequence, endOfBatch);
        _analysis.OnEvent(ref slot, sequence, endOfBatch);
        _strategy.OnEvent(ref slot, sequence, endOfBatch);
        _risk.OnEvent(ref slot, sequence, endOfBatch);
        _order.OnEvent(ref slot, sequence, endOfBatch);
        _journal.OnEvent(ref slot, sequence, endOfBatch);
        _send.OnEvent(ref slot, sequence, endOfBatch);
    }
}
