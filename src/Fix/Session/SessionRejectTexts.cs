using System;

namespace LowLatencyEngine.Fix;

/// <summary>The standard texts of <see cref="SessionRejectReason"/>.</summary>
internal static class SessionRejectTexts
{
    public static ReadOnlySpan<byte> Of(SessionRejectReason reason) => reason switch
    {
        SessionRejectReason.InvalidTagNumber => "Invalid tag number"u8,
        SessionRejectReason.RequiredTagMissing => "Required tag missing"u8,
        SessionRejectReason.TagNotDefinedForMsgType => "Tag not defined for this message type"u8,
        SessionRejectReason.UndefinedTag => "Undefined tag"u8,
        SessionRejectReason.TagWithoutValue => "Tag specified without a value"u8,
        SessionRejectReason.ValueIncorrect => "Value is incorrect (out of range) for this tag"u8,
        SessionRejectReason.IncorrectDataFormat => "Incorrect data format for value"u8,
        SessionRejectReason.DecryptionProblem => "Decryption problem"u8,
        SessionRejectReason.SignatureProblem => "Signature problem"u8,
        SessionRejectReason.CompIdProblem => "CompID problem"u8,
        SessionRejectReason.SendingTimeAccuracyProblem => "SendingTime accuracy problem"u8,
        SessionRejectReason.InvalidMsgType => "Invalid MsgType"u8,
        SessionRejectReason.XmlValidationError => "XML validation error"u8,
        SessionRejectReason.TagAppearsMoreThanOnce => "Tag appears more than once"u8,
        SessionRejectReason.TagOutOfRequiredOrder => "Tag specified out of required order"u8,
        SessionRejectReason.GroupFieldsOutOfOrder => "Repeating group fields out of order"u8,
        SessionRejectReason.IncorrectNumInGroupCount => "Incorrect NumInGroup count for repeating group"u8,
        SessionRejectReason.DelimiterInValue => "Non-data value includes field delimiter (SOH character)"u8,
        _ => "Message failed basic validity check"u8,
    };

    public static SessionRejectReason ReasonOf(FixFlaw flaw) => flaw switch
    {
        FixFlaw.InvalidTagNumber => SessionRejectReason.InvalidTagNumber,
        FixFlaw.TagWithoutValue => SessionRejectReason.TagWithoutValue,
        _ => SessionRejectReason.IncorrectDataFormat,
    };
}
