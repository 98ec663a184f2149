namespace LowLatencyEngine.Fix;

/// <summary>
/// Where a session keeps its two numbers. The session stores <see cref="NextOutgoing"/> before the bytes of a message
/// can leave, so that after a crash no number is used twice with another content. Owned by the session's thread.
/// </summary>
public interface IFixSequenceStore
{
    /// <summary>MsgSeqNum(34) of the next message to send; 1 in a new session.</summary>
    long NextOutgoing { get; set; }

    /// <summary>MsgSeqNum(34) expected next from the peer; 1 in a new session.</summary>
    long NextIncoming { get; set; }

    /// <summary>
    /// When the scheduled session began that the numbers belong to, in nanoseconds since the Unix epoch; 0 where nobody
    /// has said.
    /// </summary>
    long SessionStartNs { get; set; }

    /// <summary>
    /// An operator has agreed with the peer that both sides begin at 1: an initiator's next Logon says so with
    /// ResetSeqNumFlag(141), and every one after it until one is answered.
    /// </summary>
    bool IsResetRequested
    {
        get => false;
        set
        {
            // Only a store that outlives its process can be asked between two of them.
        }
    }

    /// <summary>
    /// Both numbers become 1; a store that survives a crash lets nobody see one of them new and the other old.
    /// </summary>
    void Reset()
    {
        NextOutgoing = 1;
        NextIncoming = 1;
    }

    /// <summary>
    /// Takes the numbers that another process may have written since; nothing to do where they are not kept twice.
    /// </summary>
    void Refresh()
    {
    }
}
