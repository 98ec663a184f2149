using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Backtest;

/// <summary>
/// Numbers and hashes the records of a run instead of keeping them. The pipeline's thread only; 0 bytes.
/// </summary>
internal readonly struct RunLog(RunCounts counts) : IRecordLog
{
    public long NextSequence => counts.RecordCount + 1;

    public void Append(ref EngineEvent record)
    {
        record.Sequence = ++counts.RecordCount;
        if (record.Kind.IsOutput())
            counts.OutputCount++;
        else
            counts.InputCount++;

        foreach (long word in MemoryMarshal.Cast<EngineEvent, long>(new ReadOnlySpan<EngineEvent>(in record)))
            counts.Hash.Add(word);
    }
}
