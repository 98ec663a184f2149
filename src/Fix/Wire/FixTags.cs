namespace LowLatencyEngine.Fix;

/// <summary>
/// Tag numbers by their FIX names, as far as this engine reads or writes them. Source: FIX 4.4 Volume 6.
/// </summary>
public static class FixTags
{
    public const int AvgPx = 6;
    public const int BeginSeqNo = 7;
    public const int BeginString = 8;
    public const int BodyLength = 9;
    public const int CheckSum = 10;
    public const int ClOrdID = 11;
    public const int Commission = 12;
    public const int CumQty = 14;
    public const int EndSeqNo = 16;
    public const int ExecID = 17;
    public const int LastPx = 31;
    public const int LastQty = 32;
    public const int MsgSeqNum = 34;
    public const int MsgType = 35;
    public const int NewSeqNo = 36;
    public const int OrderID = 37;
    public const int OrderQty = 38;
    public const int OrdStatus = 39;
    public const int OrdType = 40;
    public const int OrigClOrdID = 41;
    public const int PossDupFlag = 43;
    public const int Price = 44;
    public const int RefSeqNum = 45;
    public const int SenderCompID = 49;
    public const int SenderSubID = 50;
    public const int SendingTime = 52;
    public const int Side = 54;
    public const int Symbol = 55;
    public const int TargetCompID = 56;
    public const int TargetSubID = 57;
    public const int Text = 58;
    public const int TimeInForce = 59;
    public const int TransactTime = 60;
    public const int RawDataLength = 95;
    public const int RawData = 96;
    public const int PossResend = 97;
    public const int EncryptMethod = 98;
    public const int CxlRejReason = 102;
    public const int OrdRejReason = 103;
    public const int HeartBtInt = 108;
    public const int TestReqID = 112;
    public const int OnBehalfOfCompID = 115;
    public const int OnBehalfOfSubID = 116;
    public const int OrigSendingTime = 122;
    public const int GapFillFlag = 123;
    public const int DeliverToCompID = 128;
    public const int DeliverToSubID = 129;
    public const int ResetSeqNumFlag = 141;
    public const int SenderLocationID = 142;
    public const int TargetLocationID = 143;
    public const int OnBehalfOfLocationID = 144;
    public const int DeliverToLocationID = 145;
    public const int Headline = 148;
    public const int ExecType = 150;
    public const int LeavesQty = 151;
    public const int MessageEncoding = 347;
    public const int EncodedHeadline = 359;
    public const int LastMsgSeqNumProcessed = 369;
    public const int RefTagID = 371;
    public const int RefMsgType = 372;
    public const int SessionRejectReason = 373;
    public const int BusinessRejectRefID = 379;
    public const int BusinessRejectReason = 380;
    public const int CxlRejResponseTo = 434;
    public const int Username = 553;
    public const int Password = 554;
    public const int NextExpectedMsgSeqNum = 789;
    public const int ApplVerID = 1128;
    public const int DefaultApplVerID = 1137;

    /// <summary>
    /// The data field whose length the field <paramref name="tag"/> states, or 0: such a value may hold any byte, the
    /// delimiter included (FIX 4.4 Volume 1, "data").
    /// </summary>
    public static int DataTagOf(int tag) => tag switch
    {
        < 90 => 0,
        90 => 91,
        93 => 89,
        95 => 96,
        < 212 => 0,
        212 => 213,
        < 348 => 0,
        348 or 350 or 352 or 354 or 356 or 358 or 360 or 362 or 364 => tag + 1,
        445 => 446,
        618 => 619,
        621 => 622,
        < 1_184 => 0,
        1_184 or 1_277 or 1_280 or 1_282 or 1_359 or 1_397 or 1_401 or 1_403 or 1_468 or 1_578 => tag + 1,
        1_525 => 1_527,
        _ => 0,
    };
}
