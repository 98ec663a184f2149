namespace LowLatencyEngine.Fix;

/// <summary>SessionRejectReason(373). Source: FIX 5.0 SP2 Volume 2, "Reject".</summary>
public enum SessionRejectReason
{
    InvalidTagNumber = 0,
    RequiredTagMissing = 1,
    TagNotDefinedForMsgType = 2,
    UndefinedTag = 3,
    TagWithoutValue = 4,
    ValueIncorrect = 5,
    IncorrectDataFormat = 6,
    DecryptionProblem = 7,
    SignatureProblem = 8,
    CompIdProblem = 9,
    SendingTimeAccuracyProblem = 10,
    InvalidMsgType = 11,
    XmlValidationError = 12,
    TagAppearsMoreThanOnce = 13,
    TagOutOfRequiredOrder = 14,
    GroupFieldsOutOfOrder = 15,
    IncorrectNumInGroupCount = 16,
    DelimiterInValue = 17,
    Other = 99,
}
