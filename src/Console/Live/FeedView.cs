using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Live;

/// <summary>One market data feed of a running engine. The names are a schema of `status --json`.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Instruments">How many it carries.</param>
/// <param name="LiveInstruments">How many of them are live.</param>
/// <param name="Frames">Messages received.</param>
/// <param name="Refused">Messages or entries that could not be used.</param>
/// <param name="Gaps">Times that something was missing.</param>
/// <param name="Connects">Connections made; over FIX begun.</param>
internal sealed record FeedView(
    string Name, int Instruments, int LiveInstruments, long Frames, long Refused, long Gaps, long Connects)
{
    public static FeedView Of(TelemetryReader reader, int lane, IReadOnlyList<InstrumentView> instruments)
    {
        string name = reader.FeedName(lane);
        List<InstrumentView> carried = [.. instruments.Where(i => i.FeedName == name)];
        return new FeedView(
            name,
            carried.Count,
            carried.Count(i => i.Feed == FeedState.Live),
            reader.Read(Counter.FeedFrames, lane),
            reader.Read(Counter.FeedMalformed, lane),
            reader.Read(Counter.FeedGaps, lane),
            reader.Read(Counter.FeedConnects, lane));
    }
}
