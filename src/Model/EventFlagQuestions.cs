namespace LowLatencyEngine.Model;

/// <summary>Questions that are asked of flags in many places.</summary>
public static class EventFlagQuestions
{
    /// <summary>Whether what they stand at closes.</summary>
    public static bool Closes(this EventFlags flags) => (flags & EventFlags.ClosesLeg) != EventFlags.None;

    /// <summary>The same flags with the mark, or without it.</summary>
    public static EventFlags WithClosing(this EventFlags flags, bool isClosing) =>
        isClosing ? flags | EventFlags.ClosesLeg : flags & ~EventFlags.ClosesLeg;

    /// <summary>The price that the venue looks at for an order that waits there; the last trade where none is named.
    /// </summary>
    public static TriggerSource Trigger(this EventFlags flags)
    {
        if ((flags & EventFlags.QuoteTrigger) != EventFlags.None)
            return TriggerSource.Quote;

        return (flags & EventFlags.MidTrigger) != EventFlags.None ? TriggerSource.Mid : TriggerSource.Last;
    }

    /// <summary>The flags of an order for which the venue is to look at this price.</summary>
    public static EventFlags WithTrigger(this EventFlags flags, TriggerSource source)
    {
        EventFlags others = flags & ~(EventFlags.QuoteTrigger | EventFlags.MidTrigger);
        return source switch
        {
            TriggerSource.Quote => others | EventFlags.QuoteTrigger,
            TriggerSource.Mid => others | EventFlags.MidTrigger,
            _ => others,
        };
    }
}
