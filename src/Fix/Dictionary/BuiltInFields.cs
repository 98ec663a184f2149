namespace LowLatencyEngine.Fix;

/// <summary>
/// Fields of <see cref="BuiltInDictionary"/>, one a line: tag, name, type and the values of an enumeration; a line that
/// starts with + goes on with the one before. Types: s text, c char, i int, d decimal, b boolean, t UTC timestamp,
/// h UTC time, y date, m several values, x data, g count of a group. Source: FIX 4.4 Volume 6, without what few use.
/// </summary>
internal static class BuiltInFields
{
    public const string Text = """
        1 Account s
        6 AvgPx d
        7 BeginSeqNo i
        8 BeginString s
        9 BodyLength i
        10 CheckSum s
        11 ClOrdID s
        12 Commission d
        13 CommType c 1=PerUnit 2=Percent 3=Absolute
        14 CumQty d
        15 Currency s
        16 EndSeqNo i
        17 ExecID s
        18 ExecInst m
        19 ExecRefID s
        20 ExecTransType c 0=New 1=Cancel 2=Correct 3=Status
        21 HandlInst c 1=AutomatedPrivate 2=AutomatedPublic 3=Manual
        22 SecurityIDSource s
        29 LastCapacity c 1=Agent 2=CrossAsAgent 3=CrossAsPrincipal 4=Principal
        30 LastMkt s
        31 LastPx d
        32 LastQty d
        33 NoLinesOfText g
        34 MsgSeqNum i
        35 MsgType s
        36 NewSeqNo i
        37 OrderID s
        38 OrderQty d
        39 OrdStatus c 0=New 1=PartiallyFilled 2=Filled 3=DoneForDay 4=Canceled 5=Replaced 6=PendingCancel
        + 7=Stopped 8=Rejected 9=Suspended A=PendingNew B=Calculated C=Expired D=AcceptedForBidding
        + E=PendingReplace
        40 OrdType c
        41 OrigClOrdID s
        42 OrigTime t
        43 PossDupFlag b
        44 Price d
        45 RefSeqNum i
        48 SecurityID s
        49 SenderCompID s
        50 SenderSubID s
        52 SendingTime t
        54 Side c 1=Buy 2=Sell 3=BuyMinus 4=SellPlus 5=SellShort 6=SellShortExempt 7=Undisclosed 8=Cross
        + 9=CrossShort A=CrossShortExempt B=AsDefined C=Opposite D=Subscribe E=Redeem F=Lend G=Borrow
        55 Symbol s
        56 TargetCompID s
        57 TargetSubID s
        58 Text s
        59 TimeInForce c 0=Day 1=GoodTillCancel 2=AtTheOpening 3=ImmediateOrCancel 4=FillOrKill
        + 5=GoodTillCrossing 6=GoodTillDate 7=AtTheClose
        60 TransactTime t
        61 Urgency c 0=Normal 1=Flash 2=Background
        62 ValidUntilTime t
        63 SettlType s
        64 SettlDate y
        65 SymbolSfx s
        66 ListID s
        67 ListSeqNo i
        68 TotNoOrders i
        73 NoOrders g
        75 TradeDate y
        77 PositionEffect c O=Open C=Close R=Rolled F=FIFO
        78 NoAllocs g
        79 AllocAccount s
        80 AllocQty d
        89 Signature x
        90 SecureDataLen i
        91 SecureData x
        93 SignatureLength i
        95 RawDataLength i
        96 RawData x
        97 PossResend b
        98 EncryptMethod i
        99 StopPx d
        100 ExDestination s
        102 CxlRejReason i
        103 OrdRejReason i
        107 SecurityDesc s
        108 HeartBtInt i
        110 MinQty d
        111 MaxFloor d
        112 TestReqID s
        115 OnBehalfOfCompID s
        116 OnBehalfOfSubID s
        117 QuoteID s
        119 SettlCurrAmt d
        120 SettlCurrency s
        122 OrigSendingTime t
        123 GapFillFlag b
        126 ExpireTime t
        127 DKReason c A=UnknownSymbol B=WrongSide C=QuantityExceedsOrder D=NoMatchingOrder
        + E=PriceExceedsLimit F=CalculationDifference Z=Other
        128 DeliverToCompID s
        129 DeliverToSubID s
        131 QuoteReqID s
        132 BidPx d
        133 OfferPx d
        134 BidSize d
        135 OfferSize d
        136 NoMiscFees g
        137 MiscFeeAmt d
        138 MiscFeeCurr s
        139 MiscFeeType s
        141 ResetSeqNumFlag b
        142 SenderLocationID s
        143 TargetLocationID s
        144 OnBehalfOfLocationID s
        145 DeliverToLocationID s
        146 NoRelatedSym g
        148 Headline s
        150 ExecType c 0=New 1=PartialFill 2=Fill 3=DoneForDay 4=Canceled 5=Replaced 6=PendingCancel
        + 7=Stopped 8=Rejected 9=Suspended A=PendingNew B=Calculated C=Expired D=Restated E=PendingReplace
        + F=Trade G=TradeCorrect H=TradeCancel I=OrderStatus J=TradeInClearingHold K=TradeReleased L=Triggered
        151 LeavesQty d
        152 CashOrderQty d
        167 SecurityType s
        168 EffectiveTime t
        194 LastSpotRate d
        195 LastForwardPoints d
        198 SecondaryOrderID s
        200 MaturityMonthYear s
        207 SecurityExchange s
        212 XmlDataLen i
        213 XmlData x
        225 IssueDate y
        262 MDReqID s
        263 SubscriptionRequestType c 0=Snapshot 1=SnapshotAndUpdates 2=Unsubscribe
        264 MarketDepth i
        265 MDUpdateType i 0=FullRefresh 1=IncrementalRefresh
        266 AggregatedBook b
        267 NoMDEntryTypes g
        268 NoMDEntries g
        269 MDEntryType c
        270 MDEntryPx d
        271 MDEntrySize d
        272 MDEntryDate y
        273 MDEntryTime h
        276 QuoteCondition m
        278 MDEntryID s
        279 MDUpdateAction c 0=New 1=Change 2=Delete 3=DeleteThru 4=DeleteFrom 5=Overlay
        280 MDEntryRefID s
        281 MDReqRejReason c
        282 MDEntryOriginator s
        288 MDEntryBuyer s
        289 MDEntrySeller s
        290 MDEntryPositionNo i
        320 SecurityReqID s
        321 SecurityRequestType i
        322 SecurityResponseID s
        323 SecurityResponseType i
        324 SecurityStatusReqID s
        325 UnsolicitedIndicator b
        326 SecurityTradingStatus i
        335 TradSesReqID s
        336 TradingSessionID s
        337 ContraTrader s
        340 TradSesStatus i 0=Unknown 1=Halted 2=Open 3=Closed 4=PreOpen 5=PreClose 6=RequestRejected
        346 NumberOfOrders i
        347 MessageEncoding s
        354 EncodedTextLen i
        355 EncodedText x
        358 EncodedHeadlineLen i
        359 EncodedHeadline x
        369 LastMsgSeqNumProcessed i
        371 RefTagID i
        372 RefMsgType s
        373 SessionRejectReason i 0=InvalidTagNumber 1=RequiredTagMissing
        + 2=TagNotDefinedForThisMessageType 3=UndefinedTag 4=TagSpecifiedWithoutAValue 5=ValueIsIncorrect
        + 6=IncorrectDataFormat 7=DecryptionProblem 8=SignatureProblem 9=CompIDProblem
        + 10=SendingTimeAccuracyProblem 11=InvalidMsgType 12=XmlValidationError 13=TagAppearsMoreThanOnce
        + 14=TagSpecifiedOutOfRequiredOrder 15=RepeatingGroupFieldsOutOfOrder 16=IncorrectNumInGroupCount
        + 17=NonDataValueIncludesDelimiter 99=Other
        375 ContraBroker s
        378 ExecRestatementReason i
        379 BusinessRejectRefID s
        380 BusinessRejectReason i 0=Other 1=UnknownID 2=UnknownSecurity 3=UnsupportedMessageType
        + 4=ApplicationNotAvailable 5=ConditionallyRequiredFieldMissing 6=NotAuthorized
        + 7=DeliverToFirmNotAvailable
        382 NoContraBrokers g
        383 MaxMessageSize i
        386 NoTradingSessions g
        393 TotNoRelatedSym i
        394 BidType i
        424 DayOrderQty d
        425 DayCumQty d
        426 DayAvgPx d
        432 ExpireDate y
        434 CxlRejResponseTo c 1=OrderCancelRequest 2=OrderCancelReplaceRequest
        447 PartyIdSource c
        448 PartyID s
        452 PartyRole i
        453 NoPartyIDs g
        454 NoSecurityAltID g
        455 SecurityAltID s
        456 SecurityAltIDSource s
        461 CFICode s
        464 TestMessageIndicator b
        487 TradeReportTransType i
        494 Designation s
        526 SecondaryClOrdID s
        528 OrderCapacity c
        530 MassCancelRequestType c
        531 MassCancelResponse c
        532 MassCancelRejectReason s
        533 TotalAffectedOrders i
        552 NoSides g
        553 Username s
        554 Password s
        559 SecurityListRequestType i
        560 SecurityRequestResult i
        568 TradeRequestID s
        569 TradeRequestType i
        570 PreviouslyReported b
        571 TradeReportID s
        580 NoDates g
        581 AccountType i
        584 MassStatusReqID s
        585 MassStatusReqType i
        586 OrigOrdModTime t
        625 TradingSessionSubID s
        636 WorkingIndicator b
        702 NoPositions g
        703 PosType s
        704 LongQty d
        705 ShortQty d
        707 PosAmtType s
        708 PosAmt d
        710 PosReqID s
        715 ClearingBusinessDate y
        721 PosMaintRptID s
        724 PosReqType i
        727 TotalNumPosReports i
        728 PosReqResult i
        729 PosReqStatus i
        730 SettlPrice d
        731 SettlPriceType i
        734 PriorSettlPrice d
        753 NoPosAmt g
        762 SecuritySubType s
        789 NextExpectedMsgSeqNum i
        790 OrdStatusReqID s
        797 CopyMsgIndicator b
        828 TrdType i
        847 TargetStrategy i
        851 LastLiquidityInd i 1=AddedLiquidity 2=RemovedLiquidity 3=LiquidityRoutedOut
        854 QtyType i
        856 TradeReportType i
        880 TrdMatchID s
        896 CollInquiryQualifier i
        900 TotalNetValue d
        901 CashOutstanding d
        908 CollRptID s
        909 CollInquiryID s
        910 CollStatus i
        911 TotNumReports i
        912 LastRptRequested b
        923 UserRequestID s
        924 UserRequestType i
        925 NewPassword s
        926 UserStatus i
        927 UserStatusText s
        938 NoCollInquiryQualifier g
        1007 SymbolName s
        1008 SymbolDigits i
        1021 MDBookType i
        1107 TriggerPriceType c 1=BestOffer 2=LastTrade 3=BestBid 4=BestBidOrLastTrade 5=BestOfferOrLastTrade
        + 6=BestMid
        1128 ApplVerID s
        1137 DefaultApplVerID s
        1138 DisplayQty d
        2362 SelfMatchPreventionID s
        2964 SelfMatchPreventionInstruction i 1=CancelAggressive 2=CancelPassive 3=CancelAggressiveAndPassive
        """;
}
