namespace LowLatencyEngine.Venues.Simulated;

/// <summary>The values of OrdRejReason(103) that the venue uses. Source: FIX 4.4, volume 6.</summary>
public static class OrderRejectReason
{
    public const int UnknownSymbol = 1;
    public const int ExchangeClosed = 2;
    public const int TooLateToEnter = 4;
    public const int UnknownOrder = 5;
    public const int DuplicateOrder = 6;
    public const int UnsupportedCharacteristic = 11;
    public const int IncorrectQuantity = 13;
    public const int Other = 99;
}
