using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Journal;

/// <summary>
/// Everything the journal knows of one order: the input that caused it, the decision with its verdict, what risk
/// compared, what was sent, and what the broker said, with the times between.
/// </summary>
/// <param name="OrderId">ClOrdID(11) of the order.</param>
/// <param name="Cause">The input that made the strategy, or the operator, want it.</param>
/// <param name="Steps">Records about the order in journal order; the first is the decision.</param>
/// <param name="State">
/// The engine after the decision and what was decided beside it, run again from the journal; null where the journal
/// does not begin with its first record any more.
/// </param>
internal sealed record OrderTrace(
    long OrderId, EngineEvent Cause, IReadOnlyList<EngineEvent> Steps, DecisionState? State)
{
    private const int StepCountMax = 100_000;

    public EngineEvent Decision => Steps[0];

    /// <summary>The stop that had the order sent; null where none had.</summary>
    public EngineEvent? Stop { get; init; }

    /// <summary>
    /// Time from the receipt of the cause to the receipt of the broker's first answer; -1 without one.
    /// </summary>
    public long FirstAnswerLatencyNs => LatencyTo(s => s.Kind is EventKind.Execution or EventKind.CancelReject);

    /// <summary>The same to the first fill.</summary>
    public long FirstFillLatencyNs => LatencyTo(s => s.Kind == EventKind.Execution && s.Execution.LastQtyLots != 0);

    /// <summary>
    /// Reads the journal for the order, its replaces and, where the engine holds it, its parts, and runs it again up to
    /// the decision for what risk knew then. The id may be that of a part, a replace or a cancel of it.
    /// </summary>
    /// <exception cref="JournalException">The journal is damaged, or does not know the order.</exception>
    public static OrderTrace Read(string folder, EngineConfiguration configuration, long orderId)
    {
        var chain = new ReplaceChain(RootOf(folder, orderId));
        var steps = new List<EngineEvent>();
        using (var walk = new RecordWalk(folder, new RecordFilter()))
            walk.Run((in EngineEvent e) => Keep(steps, chain, in e));

        int decision = steps.FindIndex(s => s.Kind is EventKind.NewOrder or EventKind.HoldOrder ||
            (s.Kind == EventKind.OrderDenied && s.Order.OriginalOrderId == 0));
        if (decision < 0)
        {
            throw new JournalException(
                $"order is not in the journal: orderId={orderId}, folder={folder}; " +
                "see the ids with: lle journal cat --kind NewOrder");
        }

        steps.RemoveRange(0, decision);
        long causeSequence = steps[0].Order.CauseSequence;
        DecisionState? state = StateAfter(folder, configuration, steps[0].Sequence);
        return new OrderTrace(chain.RootId, ReadOne(folder, causeSequence), steps, state)
        {
            Stop = StopOf(folder, steps[0]),
        };
    }

    /// <summary>
    /// What a stop closes has the input at which it fired for its cause, also where it was sent later: the record of it
    /// stands behind that input.
    /// </summary>
    private static EngineEvent? StopOf(string folder, in EngineEvent decision)
    {
        if ((decision.Flags & EventFlags.Flattens) == EventFlags.None)
            return null;

        using JournalReader reader = JournalReader.Open(folder, decision.Order.CauseSequence + 1);
        var record = new EngineEvent();
        while (reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record))) && record.Kind.IsOutput())
        {
            bool isStop = record.Kind == EventKind.StopFired && record.Side == decision.Side;
            if (isStop && record.InstrumentIndex == decision.InstrumentIndex &&
                record.Stop.StrategyIndex == decision.Order.StrategyIndex)
                return record;
        }

        return null;
    }

    private static DecisionState? StateAfter(string folder, EngineConfiguration configuration, long sequence)
    {
        using (JournalReader reader = JournalReader.Open(folder))
        {
            if (reader.NextSequence > 1)
                return null;
        }

        var state = new DecisionState(configuration);
        JournalReplay.Run(folder, state, sequence);
        return state;
    }

    private static long RootOf(string folder, long orderId)
    {
        long rootId = orderId;
        using (var walk = new RecordWalk(folder, new RecordFilter { OrderId = orderId }))
            walk.Run((in EngineEvent e) => rootId = ReplaceChain.RootOf(in e, orderId) ?? rootId);

        return rootId == orderId ? rootId : RootOf(folder, rootId); // A replace, of a part, of an order that is held.
    }

    private static void Keep(List<EngineEvent> steps, ReplaceChain chain, in EngineEvent e)
    {
        if (chain.Takes(in e) && steps.Count < StepCountMax)
            steps.Add(e);
    }

    private static EngineEvent ReadOne(string folder, long sequence)
    {
        using JournalReader reader = JournalReader.Open(folder, sequence);
        var record = new EngineEvent();
        return reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record)))
            ? record
            : throw new JournalException($"cause of the order is not in the journal: sequence={sequence}");
    }

    private long LatencyTo(Func<EngineEvent, bool> isIt)
    {
        EngineEvent found = Steps.FirstOrDefault(isIt);
        return found.Sequence == 0 ? -1 : found.ReceiveTimestampNs - Cause.ReceiveTimestampNs;
    }
}
