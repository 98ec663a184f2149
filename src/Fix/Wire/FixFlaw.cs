namespace LowLatencyEngine.Fix;

/// <summary>What the scanner found fault with; the message's other fields can be read all the same.</summary>
public enum FixFlaw : byte
{
    None = 0,

    /// <summary>A tag that is not a number from 1 on, without leading zeros.</summary>
    InvalidTagNumber = 1,

    /// <summary>A tag with nothing behind its equals sign.</summary>
    TagWithoutValue = 2,

    /// <summary>A length field that does not lead to the end of its data field.</summary>
    DataLengthWrong = 3,

    /// <summary>
    /// Something that the session's dictionary does not allow; <see cref="FixSession.Verdict"/> says what.
    /// </summary>
    DictionaryViolation = 4,
}
