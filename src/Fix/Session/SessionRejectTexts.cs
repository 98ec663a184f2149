using System;

namespace LowLatencyEngine.Fix;

/// <summary>The standard texts of <see cref="SessionRejectReason"/>.</summary>
internal static class SessionRejectTexts
{
    public static ReadOnlySpan<byte> Of(SessionRejectReason reason) => reason switch
    {
        SessionRejectReason.InvalidTagNumber => "Invalid tag number"u8,
        SessionRejectReason.RequiredTagMissing => "Required tag missing"u8,
        SessionRejectReason.TagWithoutValue => "Tag specified without a value"u8,
        SessionRejectReason.ValueIncorrect => "Value is incorrect (out of range) for this tag"u8,
        SessionRejectReason.IncorrectDataFormat => "Incorrect data format for value"u8,
        SessionRejectReason.CompIdProblem => "CompID problem"u8,
        SessionRejectReason.SendingTimeAccuracyProblem => "SendingTime accuracy problem"u8,
        _ => "Invalid MsgType"u8,
    };

    public static SessionRejectReason ReasonOf(FixFlaw flaw) => flaw switch
    {
        FixFlaw.InvalidTagNumber => SessionRejectReason.InvalidTagNumber,
        FixFlaw.TagWithoutValue => SessionRejectReason.TagWithoutValue,
        _ => SessionRejectReason.IncorrectDataFormat,
    };
}
