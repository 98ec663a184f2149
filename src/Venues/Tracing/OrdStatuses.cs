namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// OrdStatus(39) codes: which outranks which where several hold at once, and which are ends. Source: FIX 4.4 Volume 4,
/// "Order State Change Matrices".
/// </summary>
public static class OrdStatuses
{
    public const char New = '0';
    public const char PartiallyFilled = '1';
    public const char Filled = '2';
    public const char DoneForDay = '3';
    public const char Canceled = '4';
    public const char Replaced = '5';
    public const char PendingCancel = '6';
    public const char Stopped = '7';
    public const char Rejected = '8';
    public const char Suspended = '9';
    public const char PendingNew = 'A';
    public const char Calculated = 'B';
    public const char Expired = 'C';
    public const char AcceptedForBidding = 'D';
    public const char PendingReplace = 'E';

    /// <summary>The higher one is reported; 0 for what is not ranked.</summary>
    public static int RankOf(char status) => status switch
    {
        PendingCancel => 11,
        PendingReplace => 10,
        DoneForDay => 9,
        Calculated => 8,
        Filled => 7,
        Stopped => 6,
        Suspended => 5,
        Canceled or Expired => 4,
        PartiallyFilled => 3,
        New or Rejected or PendingNew => 2,
        AcceptedForBidding => 1,
        _ => 0,
    };

    /// <summary>True where nothing is left to trade and no replace can change that.</summary>
    public static bool IsEnd(char status) => status is Canceled or Expired or Rejected;

    /// <summary>True for a status that says only that a request waits.</summary>
    public static bool IsPending(char status) => status is PendingCancel or PendingReplace;

    /// <summary>The name in FIX 4.4 Volume 6; empty where there is none.</summary>
    public static string NameOf(char status) => status switch
    {
        New => "New",
        PartiallyFilled => "Partially filled",
        Filled => "Filled",
        DoneForDay => "Done for day",
        Canceled => "Canceled",
        Replaced => "Replaced",
        PendingCancel => "Pending Cancel",
        Stopped => "Stopped",
        Rejected => "Rejected",
        Suspended => "Suspended",
        PendingNew => "Pending New",
        Calculated => "Calculated",
        Expired => "Expired",
        AcceptedForBidding => "Accepted for bidding",
        PendingReplace => "Pending Replace",
        _ => "",
    };
}
