namespace LowLatencyEngine.Fix;

/// <summary>What the check of a message came to: nothing, or the first thing that is wrong with it.</summary>
public readonly record struct FixVerdict
{
    internal FixVerdict(SessionRejectReason reason, int tag, int otherTag = 0)
    {
        IsBad = true;
        Reason = reason;
        Tag = tag;
        OtherTag = otherTag;
    }

    /// <summary>True where something is wrong; the other properties say what.</summary>
    public bool IsBad { get; }

    /// <summary>SessionRejectReason(373) that fits.</summary>
    public SessionRejectReason Reason { get; }

    /// <summary>RefTagID(371) that fits; 0 where no readable tag is to blame.</summary>
    public int Tag { get; }

    /// <summary>
    /// With <see cref="SessionRejectReason.Other"/>: the delimiter that group <see cref="Tag"/> does not start with, or
    /// minus the tag that one of its entries repeats.
    /// </summary>
    public int OtherTag { get; }
}
