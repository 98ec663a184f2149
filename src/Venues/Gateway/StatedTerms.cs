using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// What an ExecutionReport(8) says of the terms of an order that was not sent from here: nobody else knows them. They
/// stand in the places that only fills and reports with an id of their own need. Pure; 0 bytes.
/// </summary>
internal static class StatedTerms
{
    private const byte Yes = (byte)'Y';
    private const byte No = (byte)'N';

    /// <summary>Of WorkingIndicator(636), where the message has one.</summary>
    public static FillFacts IndicatorOf(in FixMessage message)
    {
        if (!message.TryGetChar(OrderEntryTags.WorkingIndicator, out byte indicator))
            return FillFacts.None;

        return indicator switch
        {
            Yes => FillFacts.Working,
            No => FillFacts.NotWorking,
            _ => FillFacts.None,
        };
    }

    public static void Read(in FixMessage message, Instrument instrument, ref EngineEvent target)
    {
        ref Execution execution = ref target.Execution;
        execution.LastPriceTicks = StepsOf(in message, FixTags.Price, instrument.Price);
        if (!message.TryGetChar(FixTags.OrdType, out byte type))
            return;

        execution.Type = FixCodes.TypeOf(type, hasPrice: execution.LastPriceTicks != 0);
        execution.TimeInForce = message.TryGetChar(FixTags.TimeInForce, out byte time)
            ? FixCodes.TimeInForceOf(time)
            : TimeInForce.Day; // What FIX says it is where nothing is said.
        if (execution.Type.HasTrigger())
        {
            execution.StopPriceTicks = StepsOf(in message, OrderEntryTags.StopPx, instrument.Price);
            if (message.TryGetChar(OrderEntryTags.TriggerPriceType, out byte trigger))
                target.Flags = target.Flags.WithTrigger(FixCodes.TriggerSourceOf(trigger, target.Side));
        }
        else
            execution.DisplayLots = DisplayOf(in message, instrument);

        if (execution.ExecType == ExecType.OrderStatus)
            execution.ExpireTimestampNs = message.TryGetTimestampNs(OrderEntryTags.ExpireTime, out long ns) ? ns : 0;
    }

    private static long DisplayOf(in FixMessage message, Instrument instrument)
    {
        long lots = StepsOf(in message, OrderEntryTags.DisplayQty, instrument.Qty);
        return Math.Max(0, lots != 0 ? lots : StepsOf(in message, OrderEntryTags.MaxFloor, instrument.Qty));
    }

    /// <summary>0 where it is not there, or fits no step.</summary>
    private static long StepsOf(in FixMessage message, int tag, DecimalScale scale) =>
        message.TryGet(tag, out ReadOnlySpan<byte> text) && LenientDecimal.TryParse(scale, text, out long steps)
            ? steps
            : 0;
}
