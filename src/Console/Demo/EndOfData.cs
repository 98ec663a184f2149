using System;
using System.Text.Json;
using System.Threading;
using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Console.Demo;

/// <summary>Knows when the venue has played everything and the engine has read it all.</summary>
internal sealed class EndOfData
{
    private long _frames = -1;

    /// <summary>To be asked again and again.</summary>
    public bool IsReached(EngineProcess venue, TelemetryReader engine)
    {
        while (_frames < 0 && venue.TryReadLine(TimeSpan.Zero, CancellationToken.None, out string line))
        {
            JsonElement message = JsonDocument.Parse(line).RootElement;
            if (message.GetProperty("event").GetString() == "endOfData")
                _frames = message.GetProperty("frames").GetInt64();
        }

        return _frames >= 0 && engine.Read(Counter.FeedFrames) >= _frames;
    }
}
