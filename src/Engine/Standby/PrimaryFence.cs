using System;
using System.IO;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// Ends a primary for good, on its own machine: the newer epoch is kept, so that it never starts again, and then the
/// process is ended, so that it does not go on. An engine that starts meanwhile looks at the epoch once more after it
/// has taken the folder's lock, so it is either ended here or refuses itself.
/// </summary>
internal sealed class PrimaryFence(string folder, Action<string> say)
{
    private readonly Lock _lock = new();

    /// <summary>
    /// Fences for the standby that calls; again for the same one, never for a second. Takes as long as the engine
    /// takes to stop.
    /// </summary>
    /// <exception cref="JournalException">The epoch cannot be kept, or the journal cannot be read.</exception>
    /// <exception cref="IOException">The engine cannot be ended.</exception>
    public StandbyCall Run(in StandbyCall call)
    {
        lock (_lock)
        {
            var epoch = Epoch.Load(folder);
            bool isFirst = epoch.MayTrade && call.Epoch > epoch.Heard.Value;
            bool isAgain = call.Epoch == epoch.Heard.Value && !epoch.MayTrade;
            if (epoch.Held == 0 || (!isFirst && !isAgain))
                return new StandbyCall(StandbyVerb.Refused, epoch.Heard.Value);

            epoch.Heard.Raise(call.Epoch);
            say($"fenced: epoch={call.Epoch}; this folder's engine must not send any more");
            JournalHolder.End(folder, say);
            return new StandbyCall(StandbyVerb.Fenced, call.Epoch, LastSequence(call.Sequence), NextOutgoing());
        }
    }

    private long LastSequence(long fromSequence)
    {
        using JournalReader reader = JournalReader.Open(folder, fromSequence == 1 ? 0 : fromSequence);
        Span<byte> record = stackalloc byte[JournalFormat.RecordSizeBytes];
        while (reader.TryRead(record))
        {
            // Only the end is of interest.
        }

        return reader.NextSequence - 1;
    }

    private long NextOutgoing()
    {
        string path = EngineFolder.FixSequences(folder);
        if (!File.Exists(path))
            return 0;

        using var sequences = new MappedSequenceStore(path);
        return sequences.NextOutgoing;
    }
}
