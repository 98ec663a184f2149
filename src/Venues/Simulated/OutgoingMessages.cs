using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.OrderEntry;
using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>Which message each of those that wait is, and how it is written.</summary>
internal static class OutgoingMessages
{
    private const int UnsupportedMessageType = 3; // BusinessRejectReason(380).

    /// <summary>MsgType(35).</summary>
    public static int TypeOf(OutgoingMessage message)
    {
        if (message.Position is { } statement)
            return AccountMessages.TypeOf(statement);

        if (message.Trade is { } trade)
            return AccountMessages.TypeOf(trade);

        if (message.Phase is not null)
            return OrderEntryTags.TradingSessionStatus;

        return message.Report is { } report ? OrderMessages.TypeOf(report) : MsgTypes.BusinessMessageReject;
    }

    /// <summary>Its body.</summary>
    public static void Write(ref FixWriter writer, OutgoingMessage message, long nowNs)
    {
        if (message.Report is { } report)
        {
            OrderMessages.Write(ref writer, report, nowNs);
            return;
        }

        if (message.Position is { } statement)
        {
            AccountMessages.Write(ref writer, statement);
            return;
        }

        if (message.Trade is { } trade)
        {
            AccountMessages.Write(ref writer, trade);
            return;
        }

        if (message.Phase is { } phase)
        {
            PhaseMessages.Write(ref writer, phase);
            return;
        }

        writer.Append(FixTags.RefSeqNum, message.Refusal!.RefSeqNum);
        writer.Append(FixTags.RefMsgType, Encoding.Latin1.GetBytes(message.Refusal.RefMsgType));
        writer.Append(FixTags.BusinessRejectReason, UnsupportedMessageType);
        writer.Append(FixTags.Text, "the venue does not know this message"u8);
    }
}
