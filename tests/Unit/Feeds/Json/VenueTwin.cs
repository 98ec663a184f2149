using System.Collections.Generic;
using LowLatencyEngine.Model;
using static LowLatencyEngine.Unit.Feeds.JsonTwin;

namespace LowLatencyEngine.Unit.Feeds.Json;

/// <summary>Records of a book message whose levels change sides as they like.</summary>
internal static class VenueTwin
{
    /// <summary>
    /// A new record for each change of side and for each sixth level; one without levels where there are none.
    /// </summary>
    public static List<EngineEvent> Records(List<(Side Side, Level Level)> levels, Instrument instrument)
    {
        var records = new List<EngineEvent>();
        foreach ((Side side, Level level) in levels)
        {
            if (records.Count == 0 || records[^1].Side != side || records[^1].Count == BookUpdate.LevelCountMax)
            {
                EngineEvent record = Event(EventKind.BookUpdate, instrument);
                record.Side = side;
                records.Add(record);
            }

            EngineEvent last = records[^1];
            last.Book.Levels[last.Count++] = level;
            records[^1] = last;
        }

        return records.Count > 0 ? records : [Event(EventKind.BookUpdate, instrument)];
    }
}
