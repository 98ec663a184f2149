using System;
using System.Collections.Generic;
using System.Globalization;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// Names of the fields, messages and values that a session for orders and prices uses, for when no dictionary is given.
/// Source: FIX 4.4 Volume 6.
/// </summary>
internal static class DecodeNames
{
    private const string Fields =
        "1 Account,6 AvgPx,7 BeginSeqNo,8 BeginString,9 BodyLength,10 CheckSum,11 ClOrdID,12 Commission,13 CommType," +
        "14 CumQty,15 Currency,16 EndSeqNo,17 ExecID,18 ExecInst,19 ExecRefID,20 ExecTransType,21 HandlInst," +
        "22 SecurityIDSource,30 LastMkt,31 LastPx,32 LastQty,33 NoLinesOfText,34 MsgSeqNum,35 MsgType,36 NewSeqNo," +
        "37 OrderID,38 OrderQty,39 OrdStatus,40 OrdType,41 OrigClOrdID,43 PossDupFlag,44 Price,45 RefSeqNum," +
        "48 SecurityID,49 SenderCompID,50 SenderSubID,52 SendingTime,54 Side,55 Symbol,56 TargetCompID," +
        "57 TargetSubID,58 Text,59 TimeInForce,60 TransactTime,63 SettlType,64 SettlDate,65 SymbolSfx,66 ListID," +
        "75 TradeDate,89 Signature,90 SecureDataLen,91 SecureData,93 SignatureLength,95 RawDataLength,96 RawData," +
        "97 PossResend,98 EncryptMethod,99 StopPx,102 CxlRejReason,103 OrdRejReason,108 HeartBtInt,110 MinQty," +
        "111 MaxFloor,112 TestReqID,115 OnBehalfOfCompID,116 OnBehalfOfSubID,122 OrigSendingTime,123 GapFillFlag," +
        "126 ExpireTime,127 DKReason,128 DeliverToCompID,129 DeliverToSubID,131 QuoteReqID,132 BidPx,133 OfferPx," +
        "134 BidSize,135 OfferSize,136 NoMiscFees,137 MiscFeeAmt,140 PrevClosePx,141 ResetSeqNumFlag," +
        "142 SenderLocationID,143 TargetLocationID,146 NoRelatedSym,148 Headline,150 ExecType,151 LeavesQty," +
        "152 CashOrderQty,167 SecurityType,200 MaturityMonthYear,207 SecurityExchange,212 XmlDataLen,213 XmlData," +
        "262 MDReqID,263 SubscriptionRequestType,264 MarketDepth,265 MDUpdateType,266 AggregatedBook," +
        "267 NoMDEntryTypes,268 NoMDEntries,269 MDEntryType,270 MDEntryPx,271 MDEntrySize,272 MDEntryDate," +
        "273 MDEntryTime,278 MDEntryID,279 MDUpdateAction,281 MDReqRejReason,290 MDEntryPositionNo,320 SecurityReqID," +
        "322 SecurityResponseID,336 TradingSessionID,347 MessageEncoding,354 EncodedTextLen,355 EncodedText," +
        "369 LastMsgSeqNumProcessed,371 RefTagID,372 RefMsgType,373 SessionRejectReason,378 ExecRestatementReason," +
        "379 BusinessRejectRefID,380 BusinessRejectReason,382 NoContraBrokers,383 MaxMessageSize,384 NoMsgTypes," +
        "385 MsgDirection,424 DayOrderQty,425 DayCumQty,426 DayAvgPx,432 ExpireDate,434 CxlRejResponseTo," +
        "447 PartyIDSource,448 PartyID,452 PartyRole,453 NoPartyIDs,460 Product,461 CFICode,494 Designation," +
        "526 SecondaryClOrdID,527 SecondaryExecID,528 OrderCapacity,530 MassCancelRequestType,531 MassCancelResponse," +
        "532 MassCancelRejectReason,552 NoSides,553 Username,554 Password,559 SecurityListRequestType," +
        "560 SecurityRequestResult,568 TradeRequestID,569 TradeRequestType,570 PreviouslyReported,571 TradeReportID," +
        "581 AccountType,583 ClOrdLinkID,584 MassStatusReqID,585 MassStatusReqType,636 WorkingIndicator," +
        "702 NoPositions,703 PosType,704 LongQty,705 ShortQty,710 PosReqID,715 ClearingBusinessDate," +
        "721 PosMaintRptID,724 PosReqType,727 TotalNumPosReports,728 PosReqResult,730 SettlPrice," +
        "789 NextExpectedMsgSeqNum,790 OrdStatusReqID,851 LastLiquidityInd,880 TrdMatchID,893 LastFragment," +
        "911 TotNumReports,912 LastRptRequested,925 NewPassword,1000 AbsoluteTP,1001 RelativeTP,1002 AbsoluteSL," +
        "1003 RelativeSL,1004 TrailingSL,1005 TriggerMethodSL,1006 GuaranteedSL,1007 SymbolName,1008 SymbolDigits," +
        "1128 ApplVerID,1129 CstmApplVerID,1137 DefaultApplVerID,1156 ApplExtID,1402 EncryptedPassword," +
        "1404 EncryptedNewPassword,1409 SessionStatus";

    private const string Messages =
        "0 Heartbeat,1 TestRequest,2 ResendRequest,3 Reject,4 SequenceReset,5 Logout,6 IOI,7 Advertisement," +
        "8 ExecutionReport,9 OrderCancelReject,A Logon,AB NewOrderMultileg,AC MultilegOrderCancelReplace," +
        "AD TradeCaptureReportRequest,AE TradeCaptureReport,AF OrderMassStatusRequest,AN RequestForPositions," +
        "AO RequestForPositionsAck,AP PositionReport,AQ TradeCaptureReportRequestAck,AR TradeCaptureReportAck," +
        "B News,D NewOrderSingle,E NewOrderList,F OrderCancelRequest,G OrderCancelReplaceRequest," +
        "H OrderStatusRequest,J AllocationInstruction,Q DontKnowTrade,R QuoteRequest,S Quote,V MarketDataRequest," +
        "W MarketDataSnapshotFullRefresh,X MarketDataIncrementalRefresh,Y MarketDataRequestReject," +
        "b MassQuoteAcknowledgement,c SecurityDefinitionRequest,d SecurityDefinition,e SecurityStatusRequest," +
        "f SecurityStatus,g TradingSessionStatusRequest,h TradingSessionStatus,i MassQuote,j BusinessMessageReject," +
        "n XMLnonFIX,q OrderMassCancelRequest,r OrderMassCancelReport,s NewOrderCross,x SecurityListRequest," +
        "y SecurityList";

    private const string Values =
        "13 1 PerUnit,13 2 Percent,13 3 Absolute,20 0 New,20 1 Cancel,20 2 Correct,20 3 Status,21 1 AutomatedPrivate," +
        "21 2 AutomatedPublic,21 3 Manual,39 0 New,39 1 PartiallyFilled,39 2 Filled,39 3 DoneForDay,39 4 Canceled," +
        "39 5 Replaced,39 6 PendingCancel,39 7 Stopped,39 8 Rejected,39 9 Suspended,39 A PendingNew,39 B Calculated," +
        "39 C Expired,39 D AcceptedForBidding,39 E PendingReplace,40 1 Market,40 2 Limit,40 3 Stop,40 4 StopLimit," +
        "43 Y PossibleDuplicate,43 N OriginalTransmission,54 1 Buy,54 2 Sell,54 3 BuyMinus,54 4 SellPlus," +
        "54 5 SellShort,54 6 SellShortExempt,59 0 Day,59 1 GoodTillCancel,59 2 AtTheOpening,59 3 ImmediateOrCancel," +
        "59 4 FillOrKill,59 5 GoodTillCrossing,59 6 GoodTillDate,59 7 AtTheClose,97 Y PossibleResend," +
        "98 0 None,102 0 TooLateToCancel,102 1 UnknownOrder,102 2 BrokerOption,102 3 AlreadyPending," +
        "102 6 DuplicateClOrdID,102 99 Other,103 0 BrokerOption,103 1 UnknownSymbol,103 2 ExchangeClosed," +
        "103 3 ExceedsLimit,103 4 TooLateToEnter,103 5 UnknownOrder,103 6 DuplicateOrder," +
        "103 7 DuplicateOfVerbalOrder,103 8 StaleOrder,103 11 UnsupportedCharacteristic,103 13 IncorrectQuantity," +
        "103 99 Other,123 Y GapFill,123 N Reset,141 Y ResetBoth,150 0 New,150 1 PartialFill,150 2 Fill," +
        "150 3 DoneForDay,150 4 Canceled,150 5 Replaced,150 6 PendingCancel,150 7 Stopped,150 8 Rejected," +
        "150 9 Suspended,150 A PendingNew,150 B Calculated,150 C Expired,150 D Restated,150 E PendingReplace," +
        "150 F Trade,150 G TradeCorrect,150 H TradeCancel,150 I OrderStatus,150 L Triggered,263 0 Snapshot," +
        "263 1 SnapshotAndUpdates,263 2 Unsubscribe,264 0 FullBook,264 1 TopOfBook,265 0 FullRefresh," +
        "265 1 IncrementalRefresh,269 0 Bid,269 1 Offer,269 2 Trade,269 4 Opening,269 5 Closing,269 7 High,269 8 Low," +
        "279 0 New,279 1 Change,279 2 Delete,373 0 InvalidTagNumber,373 1 RequiredTagMissing," +
        "373 2 TagNotDefinedForMessage,373 3 UndefinedTag,373 4 TagWithoutValue,373 5 ValueOutOfRange," +
        "373 6 IncorrectDataFormat,373 9 CompIDProblem,373 10 SendingTimeAccuracy,373 11 InvalidMsgType," +
        "373 13 TagRepeated,373 14 TagOutOfOrder,373 15 GroupOutOfOrder,373 16 IncorrectGroupCount,380 0 Other," +
        "380 1 UnknownId,380 2 UnknownSecurity,380 3 UnsupportedMessageType,380 4 ApplicationNotAvailable," +
        "380 5 RequiredFieldMissing,380 6 NotAuthorized,434 1 Cancel,434 2 CancelReplace,585 7 AllOrders," +
        "728 0 Valid,728 1 Invalid,728 2 NoPositions,728 3 NotAuthorized";

    // What the built-in check asks for: tags without which a message means nothing.
    private const string Required =
        "A 98 108,1 112,2 7 16,3 45,4 36,8 37 150 39,9 37 11 41 39,D 11 55 54,F 11 41,G 11 41,V 262 263 264,W 268," +
        "X 268,j 372 380";

    public static Dictionary<int, string> FieldTable() => TableOf(Fields, tag => Number(tag));

    public static Dictionary<string, string> MessageTable() => TableOf(Messages, type => type);

    public static Dictionary<(int Tag, string Value), string> ValueTable()
    {
        var table = new Dictionary<(int, string), string>();
        foreach (string entry in Values.Split(','))
        {
            string[] words = entry.Split(' ');
            table[(Number(words[0]), words[1])] = words[2];
        }

        return table;
    }

    public static Dictionary<string, int[]> RequiredTable()
    {
        var table = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (string entry in Required.Split(','))
        {
            string[] words = entry.Split(' ');
            table[words[0]] = Array.ConvertAll(words[1..], Number);
        }

        return table;
    }

    private static Dictionary<TKey, string> TableOf<TKey>(string text, Func<string, TKey> keyOf)
        where TKey : notnull
    {
        var table = new Dictionary<TKey, string>();
        foreach (string entry in text.Split(','))
        {
            int space = entry.IndexOf(' ', StringComparison.Ordinal);
            table[keyOf(entry[..space])] = entry[(space + 1)..];
        }

        return table;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
