using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>Writes questions about the account as a whole.</summary>
internal static class AccountQuestion
{
    /// <summary>Adds a question to an outbox that has room.</summary>
    /// <returns>Its id: the sequence of the input, so that one input asks one thing.</returns>
    public static long Write(Outbox outbox, in EngineEvent cause, AccountRequestKind kind, long fromNs = 0)
    {
        ref EngineEvent request = ref outbox.Add(EventKind.AccountRequest, in cause);
        request.InstrumentIndex = -1;
        request.Question.RequestId = cause.Sequence;
        request.Question.CauseSequence = cause.Sequence;
        request.Question.Kind = kind;
        request.Question.FromTimestampNs = fromNs;
        return cause.Sequence;
    }
}
