namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// Tags and message types of order entry and accounts that the session does not know. Source: FIX 4.4 Volume 6.
/// </summary>
internal static class OrderEntryTags
{
    public const int Account = 1;
    public const int ExecInst = 18;
    public const int ExecRefID = 19;
    public const int ExecTransType = 20;
    public const int HandlInst = 21;
    public const int TradeDate = 75;
    public const int PositionEffect = 77;
    public const int StopPx = 99;
    public const int MaxFloor = 111;
    public const int ExpireTime = 126;
    public const int SubscriptionRequestType = 263;
    public const int PartyIdSource = 447;
    public const int PartyID = 448;
    public const int PartyRole = 452;
    public const int NoPartyIDs = 453;
    public const int TradeReportTransType = 487;
    public const int NoDates = 580;
    public const int WorkingIndicator = 636;
    public const int TradeReportType = 856;
    public const int TradeID = 1003;
    public const int SecurityReqID = 320;
    public const int ExecRestatementReason = 378;
    public const int NoRelatedSym = 146;
    public const int MassCancelRequestType = 530;
    public const int MassCancelResponse = 531;
    public const int MassCancelRejectReason = 532;
    public const int TotalAffectedOrders = 533;
    public const int NoSides = 552;
    public const int SecurityListRequestType = 559;
    public const int SecurityRequestResult = 560;
    public const int TradeRequestID = 568;
    public const int TradeRequestType = 569;
    public const int PreviouslyReported = 570;
    public const int TradeReportID = 571;
    public const int AccountType = 581;
    public const int MassStatusReqID = 584;
    public const int MassStatusReqType = 585;
    public const int LongQty = 704;
    public const int ShortQty = 705;
    public const int PosReqID = 710;
    public const int ClearingBusinessDate = 715;
    public const int PosMaintRptID = 721;
    public const int PosReqType = 724;
    public const int TotalNumPosReports = 727;
    public const int PosReqResult = 728;
    public const int PosReqStatus = 729;
    public const int SettlPrice = 730;
    public const int TotNumTradeReports = 748;
    public const int TradeRequestResult = 749;
    public const int TradeRequestStatus = 750;
    public const int StatusReqID = 790; // OrdStatusReqID in FIX 4.4.
    public const int TotNumReports = 911;
    public const int LastRptRequested = 912;
    public const int SymbolName = 1007;
    public const int SymbolDigits = 1008;
    public const int TriggerPriceType = 1107;
    public const int DisplayQty = 1138;

    public const int SelfMatchPreventionID = 2362;
    public const int SelfMatchPreventionInstruction = 2964;

    public const int TradeCaptureReportRequest = 'A' | ('D' << 8);
    public const int TradeCaptureReport = 'A' | ('E' << 8);
    public const int OrderMassStatusRequest = 'A' | ('F' << 8);
    public const int RequestForPositions = 'A' | ('N' << 8);
    public const int RequestForPositionsAck = 'A' | ('O' << 8);
    public const int PositionReport = 'A' | ('P' << 8);
    public const int TradeCaptureReportRequestAck = 'A' | ('Q' << 8);
    public const int OrderMassCancelRequest = 'q';
    public const int OrderMassCancelReport = 'r';
    public const int SecurityListRequest = 'x';
    public const int SecurityList = 'y';
}
