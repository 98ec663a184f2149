namespace LowLatencyEngine.Fix;

/// <summary>
/// What is checked against the dictionary. Names and meaning are QuickFIX's, so that a session's settings can be taken
/// over; the defaults too.
/// </summary>
public sealed record FixValidationOptions
{
    /// <summary>Everything at its default: all checks on.</summary>
    public static FixValidationOptions Default { get; } = new();

    /// <summary>Header, body and trailer must come in this order (373=14).</summary>
    public bool ValidateFieldsOutOfOrder { get; init; } = true;

    /// <summary>A tag without a value is refused (373=4); else it counts as there, whatever its type.</summary>
    public bool ValidateFieldsHaveValues { get; init; } = true;

    /// <summary>Tags from 5000 on must be in the dictionary too.</summary>
    public bool ValidateUserDefinedFields { get; init; } = true;

    /// <summary>Tags that the dictionary does not have, or not in this message, are let through.</summary>
    public bool AllowUnknownMsgFields { get; init; }

    /// <summary>Members of a group's entry must come in the order of the dictionary (373=15).</summary>
    public bool ValidateUnorderedGroupFields { get; init; }

    /// <summary>Members of a group that are required must be in each entry (373=1).</summary>
    public bool ValidateRequiredGroupFields { get; init; }
}
