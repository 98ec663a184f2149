namespace LowLatencyEngine.Model;

/// <summary>Questions that are asked of flags in many places.</summary>
public static class EventFlagQuestions
{
    /// <summary>Whether what they stand at closes.</summary>
    public static bool Closes(this EventFlags flags) => (flags & EventFlags.ClosesLeg) != EventFlags.None;

    /// <summary>The same flags with the mark, or without it.</summary>
    public static EventFlags WithClosing(this EventFlags flags, bool isClosing) =>
        isClosing ? flags | EventFlags.ClosesLeg : flags & ~EventFlags.ClosesLeg;
}
