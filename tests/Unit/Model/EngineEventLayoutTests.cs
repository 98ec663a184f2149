using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Model;

/// <summary>
/// The record is a file format: its offsets and numbers may only change together with the schema version.
/// </summary>
public sealed class EngineEventLayoutTests
{
    [Fact]
    public void A_record_is_128_bytes_and_its_header_fields_stand_where_readers_expect_them()
    {
        Assert.Equal(128, Unsafe.SizeOf<EngineEvent>());
        Assert.Equal(1, EngineEvent.CurrentSchemaVersion);
        string offsets = string.Join(' ', typeof(EngineEvent).GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(f => $"{f.Name}@{f.GetCustomAttribute<FieldOffsetAttribute>()!.Value}"));
        Assert.Equal(
            "Sequence@0 ReceiveTimestampNs@8 VenueTimestampNs@16 InstrumentIndex@24 Kind@28 Source@29 Flags@30 " +
            "SchemaVersion@32 Side@34 Count@35 Crc32C@36 Book@40 Quote@40 Trade@40 Feed@40 Execution@40 Venue@40 " +
            "Start@40 Timer@40 Command@40 Act@64 Order@40 Denial@104 Terms@104 Held@88 Failure@40 Analysis@40 " +
            "Account@40 Question@40 Break@40 Funding@40 Stop@40",
            offsets);
    }

    [Theory]
    [InlineData(typeof(BookUpdate), "UpdateId@0 Levels@8")]
    [InlineData(typeof(Level), "PriceTicks@0 QtyLots@8")]
    [InlineData(typeof(Quote), "UpdateId@0 BidPriceTicks@8 BidQtyLots@16 AskPriceTicks@24 AskQtyLots@32")]
    [InlineData(typeof(Trade), "TradeId@0 PriceTicks@8 QtyLots@16")]
    [InlineData(typeof(FeedStatus), "State@0 ExpectedUpdateId@8 ReceivedUpdateId@16")]
    [InlineData(
        typeof(Execution),
        "OrderId@0 RequestId@8 ExecRefIdHash@8 LastPriceTicks@16 LastQtyLots@24 CumQtyLots@32 LeavesQtyLots@40 " +
        "FeeTickLots@48 StopPriceTicks@48 DisplayLots@48 ExpireTimestampNs@56 ExecIdHash@56 VenueOrderIdHash@64 " +
        "MsgSeqNum@72 ExecType@80 Status@81 RejectReason@82 Facts@84 Reason@85 Type@86 TimeInForce@87")]
    [InlineData(
        typeof(OrderRequest),
        "OrderId@0 OriginalOrderId@8 PriceTicks@16 QtyLots@24 CauseSequence@32 StrategyIndex@40 Type@42 " +
        "TimeInForce@43 Verdict@44 DenialScope@45 DenialScopeIndex@46 VenueOrderId@48 ParentOrderId@56")]
    [InlineData(
        typeof(HeldTerms),
        "TriggerPriceTicks@0 LinkedOrderId@8 Amount@16 ExpireTimestampNs@24 Kind@32 Source@33 ConfirmCount@34 " +
        "ConfirmOf@35 Link@36 Change@37 StepTicks@38 Options@39")]
    [InlineData(typeof(RiskDenial), "Used@0 Change@8 Limit@16")]
    [InlineData(typeof(OrderTerms), "StopPriceTicks@0 DisplayLots@8 ExpireTimestampNs@16")]
    [InlineData(
        typeof(RiskAct),
        "QtyLots@0 ScopeIndex@8 Scope@12 LimitCode@13 TimeInForce@13 Tier@14 OrderType@15 Who@16 Reason@28")]
    [InlineData(typeof(VenueStatus), "State@0 MsgSeqNum@8")]
    [InlineData(typeof(EngineStart), "OrderIdBase@0 ConfigurationHash@8 StartCount@16 OrderIdFloor@24")]
    [InlineData(typeof(TimerDue), "DueTimestampNs@0")]
    [InlineData(typeof(Command), "Kind@0 RequestId@8 Argument@16")]
    [InlineData(typeof(EngineFailure), "Kind@0 CauseSequence@8")]
    [InlineData(
        typeof(AnalysisEvent),
        "EventId@0 ReferenceId@8 High@16 Low@24 Score@32 HighTicks@40 LowTicks@48 BarTimestampNs@56 Row@64 " +
        "KnownRow@68 OtherRow@72 Count@76 FrameIndex@80 KindCode@82 Direction@84 ScaleCode@85 Subject@86")]
    [InlineData(typeof(AccountRequest), "RequestId@0 CauseSequence@8 Kind@16 FromTimestampNs@24")]
    [InlineData(
        typeof(AccountReport),
        "RequestId@0 PositionLots@8 PriceTicks@16 ReportCount@24 TotalCount@32 OrderId@40 ShortLots@40 " +
        "ExecIdHash@48 VenueOrderIdHash@56 FeeTickLots@64 MsgSeqNum@72 Kind@80 Facts@81")]
    [InlineData(
        typeof(ReconcileBreak),
        "OrderId@0 OwnLots@8 VenueLots@16 PriceTicks@24 ExecIdHash@32 CauseSequence@40 RequestId@48 Kind@56 " +
        "Action@57 Leg@58")]
    [InlineData(
        typeof(FundingPayment),
        "DueTimestampNs@0 PositionLots@8 MarkTicks@16 RatePpb@24 TickLots@32 PaymentId@40 CauseSequence@48 " +
        "AccountIndex@56 Outcome@60")]
    [InlineData(
        typeof(StopFired),
        "StopTicks@0 SeenTicks@8 EntryTicks@16 BestTicks@24 QtyLots@32 CauseSequence@40 StrategyIndex@48 Reason@50")]
    public void A_payload_fits_behind_the_header_and_its_fields_do_not_move(Type payload, string expectedOffsets)
    {
        Assert.True(Marshal.SizeOf(payload) <= EngineEvent.SizeBytes - EngineEvent.PayloadOffset);
        Assert.Equal(expectedOffsets, string.Join(' ', payload.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(f => $"{f.Name}@{f.GetCustomAttribute<FieldOffsetAttribute>()!.Value}")));
    }

    [Theory]
    [InlineData(
        typeof(EventKind),
        "None=0 BookUpdate=1 Quote=2 Trade=3 FeedStatus=4 ForcedOrder=5 Execution=16 CancelReject=17 " +
        "VenueStatus=18 AccountReport=19 DropCopy=20 DropCopyStatus=21 EngineStart=32 Timer=33 Command=34 " +
        "NewOrder=64 CancelOrder=65 StatusRequest=66 OrderDenied=67 EngineFailure=68 Analysis=69 " +
        "ReplaceOrder=70 AccountRequest=71 ReconcileBreak=72 HoldOrder=73 HeldOrderChange=74 StopFired=75 " +
        "FundingPayment=80")]
    [InlineData(typeof(StopReason), "None=0 Price=1 Time=2")]
    [InlineData(typeof(FundingOutcome), "None=0 Booked=1 RateMissing=2 MarkMissing=3")]
    [InlineData(
        typeof(HeldKind),
        "None=0 Immediate=1 Stop=2 Touch=3 TrailingTicks=4 TrailingShare=5 Iceberg=6 Bracket=7 " +
        "PegPrimary=8 PegMid=9 PegMarket=10 MarketToLimit=11")]
    [InlineData(
        typeof(HeldOptions),
        "None=0 PostOnly=1 Reprices=2 GivesExpiry=8 GivesPrice=16 GivesQty=32 GivesTrigger=64 GivesAmount=128 " +
        "GivesAll=248")]
    [InlineData(
        typeof(RestatementReason),
        "None=0 Renewal=1 VerbalChange=2 Repricing=3 BrokerOption=4 PartialDecline=5 TradingHalt=6 SystemFailure=7 " +
        "ExchangeOption=8 NotBest=9 WarehouseRecap=10 PegRefresh=11 ConnectionLoss=12 Logout=13 TimePriority=14 " +
        "PriceViolation=15 CrossImbalance=16 SelfTrade=17 SelfTradeAggressive=18 SelfTradePassive=19 " +
        "SelfTradeBoth=20 Other=99 CorporateAction=100")]
    [InlineData(typeof(TriggerSource), "None=0 Last=1 Quote=2 Mid=3")]
    [InlineData(typeof(HeldLink), "None=0 AfterFill=1 OneCancelsOther=2 OneUpdatesOther=3")]
    [InlineData(
        typeof(HeldChange),
        "None=0 Canceled=1 Expired=2 Denied=3 BothFilled=4 Triggered=5 Replaced=6 Unprotected=7 Undone=8 " +
        "Acknowledged=9 WouldTrade=10")]
    [InlineData(
        typeof(AccountReportKind),
        "None=0 OrdersEnd=1 OrdersRefused=2 Position=3 PositionsEnd=4 PositionsRefused=5 " +
        "Trade=6 TradesEnd=7 TradesRefused=8")]
    [InlineData(typeof(AccountRequestKind), "None=0 Orders=1 Positions=2 Trades=3")]
    [InlineData(typeof(BreakLeg), "None=0 Long=1 Short=2")]
    [InlineData(
        typeof(BreakKind),
        "None=0 MissedFill=1 ClosedAtVenue=2 ForeignOrder=3 Position=4 OrdersUnanswered=5 PositionsUnanswered=6 " +
        "StatusUnanswered=7 ResidualExplained=8 " +
        "MissedTrade=9 TradesUnanswered=10 TradeUnbooked=11 CopiedPosition=12 CopiedOrder=13 CopiesMissing=14")]
    [InlineData(typeof(BreakAction), "None=0 Booked=1 Left=2 CancelSent=3 Halted=4 Adopted=5 Reduced=6")]
    [InlineData(typeof(EventSource), "None=0 Feed=1 Venue=2 Clock=3 Operator=4 Engine=5")]
    [InlineData(
        typeof(EventFlags),
        "None=0 ClearsBook=1 EndOfMessage=2 Snapshot=4 PossibleDuplicate=8 Suspect=16 BeyondSoftLimit=32 Flattens=64 " +
        "PostOnly=128 ClosesLeg=256 QuoteTrigger=512 MidTrigger=1024")]
    [InlineData(typeof(FeedState), "None=0 Connecting=1 Syncing=2 Live=3 Gap=4 Disconnected=5 Stale=6")]
    [InlineData(
        typeof(OrderType),
        "None=0 Market=1 Limit=2 Stop=3 StopLimit=4 MarketToLimit=5 MarketIfTouched=6 LimitIfTouched=7")]
    [InlineData(
        typeof(TimeInForce),
        "None=0 Day=1 GoodTillCancel=2 ImmediateOrCancel=3 FillOrKill=4 GoodTillDate=5 AtTheOpening=6 AtTheClose=7")]
    [InlineData(
        typeof(RiskVerdict),
        "NotChecked=0 Accepted=1 KillSwitchEngaged=2 UnknownInstrument=3 MarketDataUnfit=4 VenueNotReady=5 " +
        "OrderQtyOutOfRange=6 PriceOutOfRange=7 PriceOutsideBand=8 NotionalLimit=9 PositionLimit=10 " +
        "OpenOrderLimit=11 MessageRateLimit=12 OrderTableFull=13 UnknownOrder=14 Waiting=15 " +
        "Reducing=32 Restricted=33 Unauthorised=34 SessionClosed=35 ReferenceStale=36 SignalStale=37 " +
        "MarketDataUnreasonable=38 QtyStep=39 PriceStep=40 UnsupportedOrder=41 PriceOutsideDynamicBand=42 " +
        "NotionalTooSmall=43 LiquidityLimit=44 SweepCost=45 SelfTrade=46 DuplicateOrder=47 ShortSale=48 " +
        "GrossExposureLimit=49 NetExposureLimit=50 CreditLimit=51 MarginLimit=52 VolumeWindowLimit=53 " +
        "OrderToTradeLimit=54 RepeatedExecution=55 RejectStorm=56 LossLimit=57 VolatilityLimit=58 StressLimit=59 " +
        "ClusterLimit=60 SensitivityLimit=61 DeadManTimer=62 LegTooSmall=63")]
    [InlineData(
        typeof(RiskScope),
        "None=0 Firm=1 Account=2 Trader=3 Strategy=4 Venue=5 Sector=6 Currency=7 Cluster=8 Instrument=9")]
    [InlineData(typeof(LimitTier), "None=0 Hard=1 Soft=2 Shadow=3 Override=4")]
    [InlineData(
        typeof(ExecType),
        "None=0 New=1 Trade=2 Canceled=3 Replaced=4 PendingCancel=5 Rejected=6 PendingNew=7 Expired=8 OrderStatus=9 " +
        "TradeCorrect=10 TradeCancel=11 DoneForDay=12 Suspended=13 Other=14 Restated=15 Triggered=16")]
    [InlineData(
        typeof(FillFacts),
        "None=0 FeeStated=1 LiquidityAdded=2 LiquidityRemoved=4 Opens=8 Closes=16 " +
        "NotWorking=32 Working=64")]
    [InlineData(
        typeof(OrderStatus),
        "None=0 PendingNew=1 New=2 PartiallyFilled=3 PendingCancel=4 Filled=5 Canceled=6 Rejected=7 Expired=8 " +
        "Denied=9 Other=10 PendingReplace=11 Held=12 Triggered=13 Suspended=14")]
    [InlineData(typeof(VenueState), "None=0 Disconnected=1 LoggedOn=2 Ready=3")]
    [InlineData(
        typeof(CommandKind),
        "None=0 Halt=1 Resume=2 CancelAll=3 StrategyStart=4 StrategyStop=5 CancelOrder=6 LimitSet=16 ScopeHalt=17 " +
        "ScopeReduce=18 ScopeResume=19 OrderProbe=20 OrderSend=21 OperatorAlive=22 ScopeFlatten=23 " +
        "OrderHold=24 OrderHoldProbe=25 OrderHoldReplace=26 AccountFunding=32")]
    [InlineData(typeof(AnalysisSubject), "None=0 PriceAction=1 Condition=2 DataQuality=3")]
    [InlineData(typeof(FailureKind), "None=0 DecisionException=1 JournalWrite=2 OutboxOverflow=3")]
    public void Numbers_that_reach_the_journal_are_frozen(Type kind, string expected) =>
        Assert.Equal(expected, string.Join(' ', Enum.GetValues(kind).Cast<object>()
            .OrderBy(Convert.ToInt64).Select(v => $"{v}={Convert.ToInt64(v)}")));
}
