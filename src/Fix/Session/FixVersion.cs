namespace LowLatencyEngine.Fix;

/// <summary>
/// What differs between the versions of the session protocol. Immutable; one object a version. Source: FIX 4.0 to 4.4
/// and FIXT 1.1, Volume 2.
/// </summary>
internal sealed class FixVersion
{
    private const long InfinityBefore42 = 999_999;

    private static readonly FixVersion Fix40 = new(40);
    private static readonly FixVersion Fix41 = new(41);
    private static readonly FixVersion Fix42 = new(42);
    private static readonly FixVersion Fix43 = new(43);
    private static readonly FixVersion Fix44 = new(44);
    private static readonly FixVersion Fixt11 = new(50);

    private readonly int _order; // 40 to 44; 50 for FIXT.1.1.

    private FixVersion(int order) => _order = order;

    /// <summary>Application messages may be of another version than the session: FIXT.1.1.</summary>
    public bool IsTransportOnly => _order == 50;

    /// <summary>Times may have a fraction of the second.</summary>
    public bool HasMilliseconds => _order >= 42;

    /// <summary>
    /// Reject(3) has RefTagID(371), RefMsgType(372) and SessionRejectReason(373); else the text says it.
    /// </summary>
    public bool HasRejectDetails => _order >= 42;

    /// <summary>BusinessMessageReject(j) is there.</summary>
    public bool HasBusinessReject => _order >= 42;

    /// <summary>Logon(A) may carry ResetSeqNumFlag(141).</summary>
    public bool HasResetSeqNumFlag => _order >= 41;

    /// <summary>OnBehalfOfLocationID(144) and DeliverToLocationID(145) are there.</summary>
    public bool HasLocationIds => _order >= 41;

    /// <summary>Before 4.3, a Reject for an unknown MsgType(35) names that tag.</summary>
    public bool NamesTagOfInvalidMsgType => _order == 42;

    /// <summary>EndSeqNo(16) that means "all there are".</summary>
    public long ResendInfinity => _order >= 42 ? 0 : InfinityBefore42;

    /// <summary>Null where the text is no version that this engine speaks.</summary>
    public static FixVersion? Of(string beginString) => beginString switch
    {
        "FIX.4.0" => Fix40,
        "FIX.4.1" => Fix41,
        "FIX.4.2" => Fix42,
        "FIX.4.3" => Fix43,
        "FIX.4.4" => Fix44,
        "FIXT.1.1" => Fixt11,
        _ => null,
    };

    /// <summary>FIX 4.2 knows the reasons up to "Invalid MsgType".</summary>
    public bool Knows(SessionRejectReason reason) =>
        HasRejectDetails && (_order > 42 || reason <= SessionRejectReason.InvalidMsgType);

    /// <summary>True where <paramref name="endSeqNo"/> asks for all there are, in this or a later version.</summary>
    public static bool IsInfinity(long endSeqNo) => endSeqNo is 0 or InfinityBefore42;
}
