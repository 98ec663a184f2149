using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Turns ExecutionReport(8) and OrderCancelReject(9) into events. What cannot be read is left out and the event flagged
/// <see cref="EventFlags.Suspect"/>; a report always becomes an event. Allocates nothing. Source: FIX 4.4 Volume 4.
/// </summary>
internal sealed class ExecutionDecoder(InstrumentTable instruments, SymbolTable symbols, SentRequests sent)
{
    private const int CommType = 13;
    private const byte CommTypeAbsolute = (byte)'3';
    private const int LastLiquidityInd = 851;
    private const byte AddedLiquidity = (byte)'1';

    /// <summary>Of orders that others sent.</summary>
    public ForeignNames Names { get; } = new();

    /// <summary>What every message of the venue has: its number, its time, whether it came before.</summary>
    public static void ReadHeader(in FixMessage message, ref EngineEvent target)
    {
        target.Execution.MsgSeqNum = message.MsgSeqNum;
        if (message.TryGetTimestampNs(FixTags.TransactTime, out long venueNs) ||
            message.TryGetTimestampNs(FixTags.SendingTime, out venueNs))
            target.VenueTimestampNs = venueNs;

        if (message.IsPossibleDuplicate || message.IsPossibleResend)
            target.Flags |= EventFlags.PossibleDuplicate;

        if (message.Flaw != FixFlaw.None)
            target.Flags |= EventFlags.Suspect;
    }

    public void DecodeReport(in FixMessage message, ref EngineEvent target)
    {
        target.Kind = EventKind.Execution;
        ReadIds(in message, ref target);
        if (target.Execution.OrderId == 0)
            Names.Note(in message, target.Execution.VenueOrderIdHash);

        ReadInstrument(in message, ref target);
        ReadState(in message, ref target);
        if (target.InstrumentIndex >= 0)
            ReadQuantities(in message, ref target, instruments[target.InstrumentIndex]);

        NameFill(in message, ref target.Execution);
        ReadEcho(in message, ref target);
        target.Execution.Reason = ReasonOf(in message);
        ReadCorrected(in message, ref target);
        ReadRejectReason(in message, FixTags.OrdRejReason, ref target);
    }

    public void DecodeCancelReject(in FixMessage message, ref EngineEvent target)
    {
        target.Kind = EventKind.CancelReject;
        ReadIds(in message, ref target);
        ref SentRequest request = ref RequestOf(in target);
        target.InstrumentIndex = request.OrderId == 0 ? -1 : request.InstrumentIndex;
        target.Side = request.Side;
        if (message.TryGetChar(FixTags.OrdStatus, out byte status))
            target.Execution.Status = FixCodes.StatusOf(status);

        if (target.Execution.Status == OrderStatus.None || target.Execution.OrderId == 0)
            target.Flags |= EventFlags.Suspect;

        ReadRejectReason(in message, FixTags.CxlRejReason, ref target);
    }

    private static void ReadIds(in FixMessage message, ref EngineEvent target)
    {
        bool isReadable = TryGetId(in message, FixTags.ClOrdID, out long id);
        bool hasOriginal = message.TryGet(FixTags.OrigClOrdID, out _);
        if (hasOriginal && TryGetId(in message, FixTags.OrigClOrdID, out long originalId) && originalId != id)
        {
            target.Execution.OrderId = originalId;
            target.Execution.RequestId = id;
        }
        else
        {
            target.Execution.OrderId = id;
        }

        if (!isReadable)
            target.Flags |= EventFlags.Suspect;

        message.TryGet(FixTags.ExecID, out ReadOnlySpan<byte> execId);
        message.TryGet(FixTags.OrderID, out ReadOnlySpan<byte> venueOrderId);
        target.Execution.ExecIdHash = Fnv1a.Hash(execId);
        target.Execution.VenueOrderIdHash = Fnv1a.Hash(venueOrderId);
    }

    // Some venues give their executions no id: there a fill is told by the total it leads to.
    private static void NameFill(in FixMessage message, ref Execution execution)
    {
        if (execution.ExecIdHash != 0 || execution.ExecType != ExecType.Trade)
            return;

        message.TryGet(FixTags.OrderID, out ReadOnlySpan<byte> venueOrderId);
        execution.ExecIdHash = Fnv1a.Hash(venueOrderId, execution.CumQtyLots);
    }

    // The venue may know the order by an id that this life of the engine never heard of. An answer about all orders
    // answers no question about one.
    private static void ReadEcho(in FixMessage message, ref EngineEvent target)
    {
        ref Execution execution = ref target.Execution;
        if (execution.ExecType != ExecType.OrderStatus)
            return;

        if (execution.RequestId == 0)
            TryGetId(in message, OrderEntryTags.StatusReqID, out execution.RequestId);

        if (message.TryGet(OrderEntryTags.MassStatusReqID, out _))
            target.Flags |= EventFlags.Snapshot;
    }

    // A correction names the fill, or the correction before it, in place of the request that it does not answer.
    private static void ReadCorrected(in FixMessage message, ref EngineEvent target)
    {
        if (target.Execution.ExecType is not (ExecType.TradeCorrect or ExecType.TradeCancel))
            return;

        message.TryGet(OrderEntryTags.ExecRefID, out ReadOnlySpan<byte> execRefId);
        target.Execution.ExecRefIdHash = Fnv1a.Hash(execRefId);
    }

    private static bool TryGetId(in FixMessage message, int tag, out long id)
    {
        bool isId = message.TryGetInt64(tag, out id) && id > 0;
        id = isId ? id : 0;
        return isId;
    }

    // The symbol says what was traded; where it says nothing, the order does.
    private void ReadInstrument(in FixMessage message, ref EngineEvent target)
    {
        ref SentRequest request = ref RequestOf(in target);
        message.TryGet(FixTags.Symbol, out ReadOnlySpan<byte> symbol);
        target.InstrumentIndex = symbols.Find(symbol);
        target.Side = message.TryGetChar(FixTags.Side, out byte side) ? FixCodes.SideOf(side) : Side.None;
        bool isOurs = request.OrderId != 0;
        bool contradicts = isOurs &&
            (target.InstrumentIndex != request.InstrumentIndex || target.Side != request.Side);
        if (contradicts || target.InstrumentIndex < 0 || target.Side == Side.None)
            target.Flags |= EventFlags.Suspect;

        if (target.InstrumentIndex < 0 && isOurs)
            target.InstrumentIndex = request.InstrumentIndex;

        if (target.Side == Side.None)
            target.Side = request.Side;
    }

    private ref SentRequest RequestOf(in EngineEvent target)
    {
        ref SentRequest order = ref sent.ById(target.Execution.OrderId);
        if (order.OrderId != 0)
            return ref order;

        return ref sent.ById(target.Execution.RequestId);
    }

    private static void ReadState(in FixMessage message, ref EngineEvent target)
    {
        if (message.TryGetChar(FixTags.ExecType, out byte execType))
            target.Execution.ExecType = FixCodes.ExecTypeOf(execType);

        // FIX 4.2 says apart from the state whether something has happened, was void, or is only told again.
        if (message.TryGetChar(OrderEntryTags.ExecTransType, out byte transaction))
            target.Execution.ExecType = FixCodes.ExecTypeOf(transaction, target.Execution.ExecType);

        if (message.TryGetChar(FixTags.OrdStatus, out byte status))
            target.Execution.Status = FixCodes.StatusOf(status);

        if (target.Execution.ExecType == ExecType.None || target.Execution.Status == OrderStatus.None)
            target.Flags |= EventFlags.Suspect;
    }

    private void ReadQuantities(in FixMessage message, ref EngineEvent target, Instrument instrument)
    {
        ref Execution execution = ref target.Execution;
        bool isExact = TryRead(in message, FixTags.CumQty, instrument.Qty, out execution.CumQtyLots);
        isExact &= TryRead(in message, FixTags.LeavesQty, instrument.Qty, out execution.LeavesQtyLots);
        if (execution.ExecType is ExecType.Trade or ExecType.TradeCorrect or ExecType.TradeCancel)
        {
            isExact &= TryRead(in message, FixTags.LastQty, instrument.Qty, out execution.LastQtyLots);
            isExact &= ReadPrice(in message, ref target, instrument);
            isExact &= ReadFee(in message, ref execution, instrument);
            ReadFacts(in message, ref execution);
        }
        else if (sent.ById(execution.OrderId).OrderId == 0 ||
            execution.ExecType is ExecType.OrderStatus or ExecType.Replaced)
        {
            StatedTerms.Read(in message, instrument, ref target);
            execution.Facts |= EffectOf(in message);
        }

        execution.Facts |= StatedTerms.IndicatorOf(in message);

        if (!isExact)
            target.Flags |= EventFlags.Suspect;
    }

    // A fill whose price says nothing is booked at the order's: the position is right, and the flag asks for a look.
    private bool ReadPrice(in FixMessage message, ref EngineEvent target, Instrument instrument)
    {
        if (message.TryGet(FixTags.LastPx, out ReadOnlySpan<byte> text))
        {
            bool isExact = LenientDecimal.TryParse(instrument.Price, text, out target.Execution.LastPriceTicks);
            if (isExact || target.Execution.LastPriceTicks != 0)
                return isExact;
        }

        target.Execution.LastPriceTicks = sent.ById(target.Execution.OrderId).PriceTicks;
        return false;
    }

    private static bool ReadFee(in FixMessage message, ref Execution execution, Instrument instrument)
    {
        if (!message.TryGet(FixTags.Commission, out ReadOnlySpan<byte> text))
            return true; // Not stated.

        if (message.TryGetChar(CommType, out byte type) && type != CommTypeAbsolute)
            return false;

        bool isExact = LenientDecimal.TryParse(instrument.Money, text, out execution.FeeTickLots);
        if (isExact || execution.FeeTickLots != 0)
            execution.Facts |= FillFacts.FeeStated;

        return isExact;
    }

    private static void ReadFacts(in FixMessage message, ref Execution execution)
    {
        if (message.TryGetChar(LastLiquidityInd, out byte liquidity))
            execution.Facts |= liquidity == AddedLiquidity ? FillFacts.LiquidityAdded : FillFacts.LiquidityRemoved;

        execution.Facts |= EffectOf(in message);
    }

    /// <summary>Of PositionEffect(77), where the message has one.</summary>
    public static FillFacts EffectOf(in FixMessage message)
    {
        if (!message.TryGetChar(OrderEntryTags.PositionEffect, out byte effect))
            return FillFacts.None;

        return effect switch
        {
            (byte)'O' => FillFacts.Opens,
            (byte)'C' => FillFacts.Closes,
            _ => FillFacts.None,
        };
    }

    private static bool TryRead(in FixMessage message, int tag, DecimalScale scale, out long steps)
    {
        steps = 0;
        message.TryGet(tag, out ReadOnlySpan<byte> text); // Empty where it is missing: no decimal.
        bool isExact = LenientDecimal.TryParse(scale, text, out steps);
        bool isQuantity = steps >= 0;
        steps = Math.Max(steps, 0);
        return isExact && isQuantity;
    }

    // Reasons of later versions than are known here are reasons all the same.
    private static RestatementReason ReasonOf(in FixMessage message)
    {
        if (!message.TryGetInt64(OrderEntryTags.ExecRestatementReason, out long code))
            return RestatementReason.None;

        return code switch
        {
            0 => RestatementReason.CorporateAction,
            > 0 and <= (long)RestatementReason.SelfTradeBoth => (RestatementReason)code,
            _ => RestatementReason.Other,
        };
    }

    private static void ReadRejectReason(in FixMessage message, int tag, ref EngineEvent target)
    {
        if (message.TryGetInt64(tag, out long reason))
            target.Execution.RejectReason = (ushort)Math.Clamp(reason, 0, ushort.MaxValue);
    }
}
