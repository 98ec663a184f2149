namespace LowLatencyEngine.Fix;

/// <summary>SessionRejectReason(373), as far as this engine gives them. Source: FIX 4.4 Volume 2, "Reject".</summary>
public enum SessionRejectReason
{
    InvalidTagNumber = 0,
    RequiredTagMissing = 1,
    TagWithoutValue = 4,
    ValueIncorrect = 5,
    IncorrectDataFormat = 6,
    CompIdProblem = 9,
    SendingTimeAccuracyProblem = 10,
    InvalidMsgType = 11,
}
