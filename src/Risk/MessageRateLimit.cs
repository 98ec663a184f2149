using System.Collections.Generic;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Most messages to the venue within a sliding window, over all instruments: orders, cancels and status requests. The
/// venue disconnects a session that sends more, so the maximum holds for cancels too; a reserve that orders may not
/// touch keeps cancelling possible while strategies are busy.
/// </summary>
public readonly record struct MessageRateLimit
{
    private const int MessagesLimit = 1 << 20;
    private const long WindowNsLimit = 3_600_000_000_000;

    /// <summary>Most messages in any window; 2 to 1,048,576.</summary>
    public required int MessagesMax { get; init; }

    /// <summary>
    /// Length of the window, in nanoseconds, 1 to one hour. A message exactly this old no longer counts.
    /// </summary>
    public required long WindowNs { get; init; }

    /// <summary>
    /// How many of <see cref="MessagesMax"/> only cancels and status requests may use; 1 to <see cref="MessagesMax"/> -
    /// 1.
    /// </summary>
    public required int CancelReserve { get; init; }

    /// <summary>
    /// Adds every error to <paramref name="errors"/>, none if the limit can be used. Allocates; set-up only.
    /// </summary>
    /// <param name="path">
    /// Where the limit stands in the configuration ("risk.messageRate"): the start of each error.
    /// </param>
    /// <param name="errors">Receives one line an error.</param>
    public void Validate(string path, ICollection<string> errors)
    {
        var check = new RangeCheck(path, errors);
        check.Require("messagesMax", MessagesMax, 2, MessagesLimit);
        check.Require("windowNs", WindowNs, 1, WindowNsLimit);
        check.Require("cancelReserve", CancelReserve, 1, MessagesMax - 1L);
    }
}
