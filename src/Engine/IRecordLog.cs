using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Where the pipeline leaves its records: the journal while trading, a comparison while replaying. A struct type
/// parameter, so that the call is direct. Decision thread only.
/// </summary>
public interface IRecordLog
{
    /// <summary>Sequence the next record will have.</summary>
    long NextSequence { get; }

    /// <summary>Takes an input or an output; stamps <see cref="EngineEvent.Sequence"/>.</summary>
    void Append(ref EngineEvent record);
}
