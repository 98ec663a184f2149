namespace LowLatencyEngine.Venues.Simulated;

/// <summary>The values of CxlRejReason(102) that the venue uses. Source: FIX 4.4, volume 6.</summary>
public static class CancelRejectReason
{
    public const int TooLate = 0;
    public const int UnknownOrder = 1;
    public const int DuplicateClOrdId = 6;
    public const int Other = 99;
}
