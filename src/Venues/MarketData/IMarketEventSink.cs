using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>Where decoded market data goes. Called on the session's thread; must not allocate.</summary>
public interface IMarketEventSink
{
    void OnEvent(in EngineEvent item);
}
