using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// MsgType(35) packed into an int, first character lowest, so that a message is told by a <c>switch</c>: "D" is 0x44,
/// "AE" is 0x4541. Source of the values: FIX 4.4 Volume 2 and 3.
/// </summary>
public static class MsgTypes
{
    public const int None = 0;
    public const int Heartbeat = '0';
    public const int TestRequest = '1';
    public const int ResendRequest = '2';
    public const int Reject = '3';
    public const int SequenceReset = '4';
    public const int Logout = '5';
    public const int ExecutionReport = '8';
    public const int OrderCancelReject = '9';
    public const int Logon = 'A';
    public const int News = 'B';
    public const int NewOrderSingle = 'D';
    public const int OrderCancelRequest = 'F';
    public const int OrderCancelReplaceRequest = 'G';
    public const int OrderStatusRequest = 'H';
    public const int MarketDataRequest = 'V';
    public const int MarketDataSnapshot = 'W';
    public const int MarketDataIncrement = 'X';
    public const int MarketDataRequestReject = 'Y';
    public const int BusinessMessageReject = 'j';

    private const int NewOrderList = 'E';
    private const int NewOrderCross = 's';
    private const int CrossOrderCancelReplaceRequest = 't';
    private const int NewOrderMultileg = 'A' | ('B' << 8);
    private const int MultilegOrderCancelReplace = 'A' | ('C' << 8);

    private const int LengthMax = sizeof(int);

    /// <summary>Packs the value of tag 35; <see cref="None"/> unless it is one to four letters or digits.</summary>
    public static int Pack(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > LengthMax)
            return None;

        if (text.Length == 1 && char.IsAsciiLetterOrDigit((char)text[0]))
            return text[0];

        int packed = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit((char)text[i]))
                return None;

            packed |= text[i] << (8 * i);
        }

        return packed;
    }

    /// <summary>Writes the characters of <paramref name="packed"/>; returns how many.</summary>
    public static int Unpack(int packed, Span<byte> target)
    {
        int length = 0;
        for (; packed != 0; packed >>>= 8)
            target[length++] = (byte)packed;

        return length;
    }

    /// <summary>
    /// True for the messages after which there may be more on the market than before: orders of any kind, and
    /// replacements of them.
    /// </summary>
    public static bool MayOpenAnOrder(int packed) =>
        packed is NewOrderSingle or NewOrderList or NewOrderCross or NewOrderMultileg or
            OrderCancelReplaceRequest or CrossOrderCancelReplaceRequest or MultilegOrderCancelReplace;

    /// <summary>True for the messages of the session itself, which are never sent again.</summary>
    public static bool IsSessionMessage(int packed) =>
        packed is Heartbeat or TestRequest or ResendRequest or Reject or SequenceReset or Logout or Logon;
}
