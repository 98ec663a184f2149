using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>Records go into the journal, as bytes. Decision thread only; no system call; 0 bytes.</summary>
public readonly struct JournalLog(JournalWriter journal) : IRecordLog
{
    /// <inheritdoc/>
    public long NextSequence => journal.NextSequence;

    /// <inheritdoc/>
    public void Append(ref EngineEvent record) =>
        journal.Append(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref record)));
}
