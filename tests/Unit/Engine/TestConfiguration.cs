using System;
using System.Text;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Unit.Engine;

/// <summary>A configuration for tests: one instrument, both strategies, generous limits.</summary>
internal static class TestConfiguration
{
    public const string Text = """
        {
          "name": "test",
          "instruments": [
            {
              "symbol": "BTCUSDT", "currency": "USDT", "tick": "0.01", "lot": "0.00000001",
              "limits": {
                "orderQtyMax": "1", "orderNotionalMax": "100000", "positionMax": "1",
                "priceBandTicks": 100000, "openOrdersMax": 16
              }
            }
          ],
          "feed": { "webSocket": "ws://127.0.0.1:1", "rest": "http://127.0.0.1:1" },
          "venue": { "host": "127.0.0.1", "port": 1, "senderCompId": "LLE", "targetCompId": "SIM" },
          "strategies": [
            {
              "name": "maker", "kind": "marketMaker", "instrument": "BTCUSDT", "qty": "0.01",
              "halfSpreadTicks": 5, "skewTicks": 2, "requoteThresholdTicks": 5
            },
            {
              "name": "momentum", "kind": "momentum", "instrument": "BTCUSDT", "qty": "0.01", "entryThresholdTicks": 20
            }
          ],
          "risk": { "messagesMax": 500 },
          "threads": { "map": "inline", "inboundSlots": 8192 },
          "journal": { "folder": "JOURNAL", "segmentMb": 1 }
        }
        """;

    /// <summary>Both strategies run, and have stops that a market of a few ticks meets often.</summary>
    public static EngineConfiguration CreateWithStops(string journalFolder = "journal") =>
        EngineConfigurationFile.Read(ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(Text
            .Replace("JOURNAL", journalFolder, StringComparison.Ordinal)
            .Replace(
                "\"messagesMax\": 500",
                """
                "messagesMax": 500, "strategies": [
                  {
                    "name": "maker", "stop": {
                      "fixedTicks": 12, "trailTicks": 9, "trailAfterTicks": 4, "timeSeconds": 3,
                      "breakEvenAfterTicks": 6, "confirm": { "count": 2, "of": 3 }
                    }
                  },
                  {
                    "name": "momentum", "stop": {
                      "fixedRanges": 3, "trailRanges": 2, "trigger": "mid", "bars": { "seconds": 1, "count": 3 }
                    }
                  }
                ]
                """,
                StringComparison.Ordinal))));

    public static EngineConfiguration Create(
        string journalFolder = "journal", int messagesMax = 500, int openOrdersMax = 16) =>
        EngineConfigurationFile.Read(
            ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(Text
                .Replace("JOURNAL", journalFolder, StringComparison.Ordinal)
                .Replace("500", $"{messagesMax}", StringComparison.Ordinal)
                .Replace(": 16", $": {openOrdersMax}", StringComparison.Ordinal))));
}
