using System.Threading;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Keeps an order back until its record survives what the journal's mode promises. In mode `process` the record does so
/// when it is in the mapping, and this costs one comparison; in mode `power` it waits for the group commit. Sending
/// thread only.
/// </summary>
internal sealed class DurableGate(JournalWriter journal, JournalMode mode)
{
    /// <summary>
    /// Waits until record <paramref name="sequence"/> is kept. False where it never will be: the order must not leave.
    /// </summary>
    public bool Pass(long sequence)
    {
        if (mode == JournalMode.Process)
            return true;

        journal.RequestCommit();
        while (journal.DurableSequence < sequence)
        {
            if (journal.HasFailed)
                return false;

            Thread.SpinWait(8);
        }

        return true;
    }
}
