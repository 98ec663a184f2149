using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>In which order a connection's frames have their keys, format by format.</summary>
internal sealed class CoinbaseKeyOrders
{
    public KeyOrder Envelope { get; } = new(CoinbaseEnvelope.Fields);

    public KeyOrder BookEvent { get; } = new(CoinbaseBookEvent.Fields);

    public KeyOrder Update { get; } = new(CoinbaseUpdateReader.Fields);

    public KeyOrder TradeEvent { get; } = new(CoinbaseTickEvent.Fields);

    public KeyOrder Trade { get; } = new(CoinbaseTradeReader.Fields);

    public KeyOrder TickerEvent { get; } = new(CoinbaseTickEvent.Fields);

    public KeyOrder Ticker { get; } = new(CoinbaseTickerReader.Fields);
}
