using System;
using System.Collections.Generic;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Replay;

/// <summary>
/// Runs a journal's inputs through the engine's own pipeline again: to prove that the outputs come out the same, and to
/// bring back the state after a restart. The same code for both.
/// </summary>
public static class JournalReplay
{
    /// <summary>
    /// Replays the journal in <paramref name="folder"/> into <paramref name="state"/>: all of it, or what follows a
    /// snapshot.
    /// </summary>
    /// <param name="folder">Of the journal.</param>
    /// <param name="state">New, or loaded from a snapshot.</param>
    /// <param name="untilSequence">Last input to replay.</param>
    /// <param name="afterSequence">Last record that the state has worked on already; 0 for a new one.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    /// <exception cref="ReplayException">An input makes the decision thread fail, as it did when it was
    /// journaled.</exception>
    public static ReplayResult Run(
        string folder, DecisionState state, long untilSequence = long.MaxValue, long afterSequence = 0)
    {
        long fromSequence = afterSequence == 0 ? 0 : afterSequence + 1; // 0 is the first that the folder holds.
        using JournalReader reader = JournalReader.Open(folder, fromSequence);
        var cursor = new ReplayCursor(reader);
        var pipeline = new Pipeline<ReplayLog, NoSink>(state, new ReplayLog(cursor), new NoSink());
        while (cursor.TryReadInput(out EngineEvent input) && input.Sequence <= untilSequence)
            RunOne(ref pipeline, ref input);

        return new ReplayResult(
            cursor.RecordCount, cursor.OutputCount, cursor.Difference, cursor.MissingOutputs, state.Hash())
        {
            FromSequence = afterSequence + 1,
        };
    }

    /// <summary>Takes one journaled input through the pipeline.</summary>
    /// <exception cref="ReplayException">The decision thread fails on it.</exception>
    internal static void RunOne(ref Pipeline<ReplayLog, NoSink> pipeline, ref EngineEvent input)
    {
        long sequence = input.Sequence;
        try
        {
            pipeline.OnEvent(ref input, sequence, endOfBatch: false);
        }
        catch (Exception e)
        {
            throw new ReplayException(
                $"the decision thread fails on a journaled input: sequence={sequence}, kind={input.Kind}, " +
                $"error={e.Message}; correct the fault, or start with a new journal folder", e);
        }
    }
}

/// <summary>What a replay came to.</summary>
/// <param name="Records">Inputs replayed and outputs made.</param>
/// <param name="Outputs">Outputs made and compared.</param>
/// <param name="Difference">First difference; null where every byte agrees.</param>
/// <param name="MissingOutputs">Made from the last input but cut off by a crash: they were never sent.</param>
/// <param name="StateHash">Of the state at the end.</param>
public sealed record ReplayResult(
    long Records, long Outputs, ReplayDifference? Difference, IReadOnlyList<EngineEvent> MissingOutputs, long StateHash)
{
    /// <summary>First record replayed: 1, or what follows a snapshot.</summary>
    public long FromSequence { get; init; } = 1;

    /// <summary>Every output byte agrees with the journal.</summary>
    public bool IsIdentical => Difference is null;
}
