using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>A level as Kraken's checksum needs it: what it is worth, and how it was written.</summary>
internal struct KrakenLevel
{
    public Level Level;
    public Side Side;
    public WrittenDecimal Price;
    public WrittenDecimal Qty;
}
