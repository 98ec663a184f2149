using System;

namespace LowLatencyEngine.Journal.Standby;

/// <summary>The two sides must not go on with each other; connecting again does not help.</summary>
public sealed class StandbyException : Exception
{
    public StandbyException(StandbyRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>Why.</summary>
    public StandbyRefusal Refusal { get; }

    internal static StandbyException Of(StandbyRefusal refusal, long sequence, long token) => new(
        refusal,
        refusal switch
        {
            StandbyRefusal.Fenced =>
                $"a newer primary has taken over: token={token}; stop this engine, it must not send orders",
            StandbyRefusal.OtherJournal =>
                "standby has the journal of another engine; give it an empty folder, or connect it to its own primary",
            _ => $"records that the standby needs are not there: sequence={sequence}; give it an empty folder, " +
                "or bring the primary's archived segments back",
        });
}
