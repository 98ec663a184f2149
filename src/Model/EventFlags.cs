using System;

namespace LowLatencyEngine.Model;

/// <summary>Properties of one event. Journaled, so never renumbered.</summary>
[Flags]
public enum EventFlags : ushort
{
    None = 0,

    /// <summary>First record of a full book: the book is emptied before its levels are applied.</summary>
    ClearsBook = 1,

    /// <summary>Last record of one venue message: only now is the book whole.</summary>
    EndOfMessage = 2,

    /// <summary>Part of a snapshot rather than of a change.</summary>
    Snapshot = 4,

    /// <summary>The venue marked the message as possibly sent before (FIX PossDupFlag(43) or PossResend(97)).</summary>
    PossibleDuplicate = 8,

    /// <summary>
    /// Validation found fault with the message; it is delivered all the same (a fill is never hidden).
    /// </summary>
    Suspect = 16,

    /// <summary>An order that passed although it is beyond a soft limit, or beyond one that is only watched.</summary>
    BeyondSoftLimit = 32,

    /// <summary>
    /// An order that closes what a scope is to give up: it passes a breaker's halt and limits on what has been traded,
    /// as a reduction and as nothing else.
    /// </summary>
    Flattens = 64,

    /// <summary>An order that the venue is to refuse rather than let it trade at once: ExecInst(18) 6.</summary>
    PostOnly = 128,

    /// <summary>
    /// An order that closes: of a hedging account PositionEffect(77) C, out of the leg on the other side; where the
    /// account nets it means nothing. On the command, the wish, the order and its replaces.
    /// </summary>
    ClosesLeg = 256,

    /// <summary>
    /// An order that waits at the venue for the price that it would trade with, not for the last trade:
    /// TriggerPriceType(1107) 1 of one that buys, 3 of one that sells.
    /// </summary>
    QuoteTrigger = 512,

    /// <summary>The same for the price half-way between bid and ask: TriggerPriceType(1107) 6.</summary>
    MidTrigger = 1024,
}
