using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Where decided orders go: straight to the FIX session (`inline`), into the outbound ring (`duo`), or nowhere
/// (replay). A struct type parameter, so that the call is direct. Decision thread only.
/// </summary>
public interface IOrderSink
{
    /// <summary>
    /// Takes an output that <see cref="EventKinds.IsSentToVenue(in EngineEvent)"/>; its record is in the journal
    /// already.
    /// </summary>
    void Send(in EngineEvent output);
}
