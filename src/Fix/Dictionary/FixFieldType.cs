namespace LowLatencyEngine.Fix;

/// <summary>
/// How the value of a field is written: the types of all FIX versions folded to those that differ on the wire. Source:
/// FIX 5.0 SP2 Volume 1, "Data types"; FIX 4.0 and 4.1, where CHAR is text.
/// </summary>
public enum FixFieldType : byte
{
    /// <summary>Anything but the delimiter.</summary>
    Text = 0,

    /// <summary>Exactly one character.</summary>
    Char = 1,

    /// <summary>Digits with an optional minus.</summary>
    Int = 2,

    /// <summary>Digits with an optional minus and one optional point.</summary>
    Decimal = 3,

    /// <summary>Y or N.</summary>
    Boolean = 4,

    /// <summary>yyyyMMdd-HH:mm:ss with an optional fraction.</summary>
    UtcTimestamp = 5,

    /// <summary>HH:mm:ss with an optional fraction.</summary>
    UtcTime = 6,

    /// <summary>yyyyMMdd.</summary>
    Date = 7,

    /// <summary>Values of an enumeration, divided by spaces.</summary>
    MultipleValue = 8,

    /// <summary>Bytes, whose number the field before states.</summary>
    Data = 9,

    /// <summary>The number of entries of the group that follows.</summary>
    GroupCount = 10,
}
