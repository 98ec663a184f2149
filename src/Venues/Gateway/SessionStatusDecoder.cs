using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// TradingSessionStatus(35=h) as an event of all instruments. A halted session counts as closed; of what the venue does
/// not know itself there is no event. Pure; 0 bytes. Source: FIX 4.4 volume 6, TradSesStatus(340); FIX Latest,
/// TradingSessionSubID(625).
/// </summary>
internal static class SessionStatusDecoder
{
    /// <summary>False where the message says no phase.</summary>
    public static bool TryRead(in FixMessage message, ref EngineEvent target)
    {
        if (!TryRead(in message, out SessionPhase phase))
            return false;

        target.Kind = EventKind.SessionStatus;
        target.InstrumentIndex = -1;
        target.Session.Phase = phase;
        target.Session.MsgSeqNum = message.MsgSeqNum;
        return true;
    }

    private static bool TryRead(in FixMessage message, out SessionPhase phase)
    {
        message.TryGetChar(OrderEntryTags.TradSesStatus, out byte status);
        message.TryGetChar(OrderEntryTags.TradingSessionSubID, out byte part);
        phase = ((char)status, (char)part) switch
        {
            ('1' or '3', _) => SessionPhase.Closed,
            (_, '1') => SessionPhase.PreOpen,
            (_, '2') => SessionPhase.OpeningAuction,
            (_, '3') => SessionPhase.Continuous,
            (_, '4') => SessionPhase.ClosingAuction,
            (_, '5') => SessionPhase.Closed,
            (_, '6') => SessionPhase.Auction,
            ('4', _) => SessionPhase.PreOpen,
            ('5', _) => SessionPhase.ClosingAuction,
            _ => SessionPhase.Continuous,
        };
        return (char)status is >= '1' and <= '5';
    }
}
