using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated.Auctions;

/// <summary>Phases as TradingSessionStatus(35=h). Source: FIX 4.4 volume 3; values of 625: FIX Latest.</summary>
/// <remarks>
/// <code>
///                 TradingSessionSubID(625)   TradSesStatus(340)
///   OpeningCall   2 opening auction          4 pre-open
///   Continuous    3 continuous trading       2 open
///   ClosingCall   4 closing auction          5 pre-close
///   Closed        5 post-trading             3 closed
/// </code>
/// </remarks>
internal static class PhaseMessages
{
    private const char Day = '1';

    public static void Write(ref FixWriter writer, VenuePhase phase)
    {
        (char part, char status) = phase switch
        {
            VenuePhase.OpeningCall => ('2', '4'),
            VenuePhase.ClosingCall => ('4', '5'),
            VenuePhase.Closed => ('5', '3'),
            _ => ('3', '2'),
        };
        writer.AppendChar(OrderEntryTags.TradingSessionID, Day);
        writer.AppendChar(OrderEntryTags.TradingSessionSubID, part);
        writer.AppendChar(OrderEntryTags.TradSesStatus, status);
    }
}
