using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Replay;

/// <summary>
/// Walks a journal beside a pipeline: gives it the inputs and compares, byte for byte, each output that it makes with
/// the record that follows in the journal. Allocates nothing per record but at the journal's end, where outputs may be
/// missing.
/// </summary>
/// <param name="reader">At the journal's first record.</param>
/// <param name="waitForMore">
/// Called at the journal's end: true to look again, false where the end is the end. None: it always is.
/// </param>
internal sealed class ReplayCursor(JournalReader reader, Func<bool>? waitForMore = null)
{
    private EngineEvent _ahead;
    private bool _hasAhead;
    private bool _isInputNext;

    /// <summary>Sequence of the record that the pipeline appends next.</summary>
    public long NextSequence { get; private set; } = 1;

    /// <summary>Records taken, inputs and outputs.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Outputs compared.</summary>
    public long OutputCount { get; private set; }

    /// <summary>First difference; null while there is none.</summary>
    public ReplayDifference? Difference { get; private set; }

    /// <summary>Outputs of the last input that a crash kept from the journal, and from the broker.</summary>
    public List<EngineEvent> MissingOutputs { get; } = [];

    /// <summary>Next input, if the journal has one; outputs that no input explains are a difference.</summary>
    public bool TryReadInput(out EngineEvent input)
    {
        input = default;
        while (Difference is null && TryPeek())
        {
            _hasAhead = false;
            if (_ahead.Kind == EventKind.EngineFailure)
            {
                SkipFailure();
                continue;
            }

            NextSequence = _ahead.Sequence;
            if (_ahead.Kind.IsOutput())
            {
                Difference = new ReplayDifference(_ahead.Sequence, Journaled: _ahead, Replayed: null);
                return false;
            }

            input = _ahead;
            _isInputNext = true;
            return true;
        }

        return false;
    }

    /// <summary>Takes what the pipeline appends: first the input itself, then outputs.</summary>
    public void Take(ref EngineEvent record)
    {
        record.Sequence = NextSequence++;
        RecordCount++;
        if (_isInputNext)
        {
            _isInputNext = false;
            return;
        }

        OutputCount++;
        if (Difference is not null)
            return;

        if (!TryPeek())
        {
            MissingOutputs.Add(record);
            return;
        }

        record.Crc32C = _ahead.Crc32C; // Depends on the predecessor's and was verified by the reader.
        _hasAhead = false;
        if (!AsBytes(ref record).SequenceEqual(AsBytes(ref _ahead)))
            Difference = new ReplayDifference(record.Sequence, Journaled: _ahead, Replayed: record);
    }

    private static ReadOnlySpan<byte> AsBytes(ref EngineEvent record) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<EngineEvent>(in record));

    /// <summary>A life that ended in a failure also journaled the cancels it sent by itself.</summary>
    private void SkipFailure()
    {
        RecordCount++;
        while (TryPeek() && _ahead.Kind.IsOutput())
        {
            _hasAhead = false;
            RecordCount++;
        }
    }

    private bool TryPeek()
    {
        while (!_hasAhead)
        {
            _hasAhead = reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref _ahead)));
            if (!_hasAhead && (waitForMore is null || !waitForMore()))
                return false;
        }

        return true;
    }
}

/// <summary>Where a replay and its journal part.</summary>
/// <param name="Sequence">Of the record.</param>
/// <param name="Journaled">What the journal has; null where it has nothing.</param>
/// <param name="Replayed">What the replay made; null where it made nothing.</param>
public sealed record ReplayDifference(long Sequence, EngineEvent? Journaled, EngineEvent? Replayed);
