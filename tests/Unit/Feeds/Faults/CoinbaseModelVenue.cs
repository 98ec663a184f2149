using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>Coinbase: one number a frame of any channel, the book's among them.</summary>
internal sealed class CoinbaseModelVenue(Random random) : ModelVenue(random)
{
    public override string BookChannel => "level2";

    protected override string WriteChange(IReadOnlyList<ModelLevel> levels) => Write("update", levels);

    protected override string WriteSnapshot(IReadOnlyList<ModelLevel> levels) => Write("snapshot", levels);

    protected override string WriteOther() => $"{{'channel':'heartbeats','timestamp':'2026-04-07T14:30:01.4Z',"
        + $"'sequence_num':{++LastUpdateId},'events':[{{'heartbeat_counter':'{LastUpdateId}'}}]}}";

    private string Write(string type, IReadOnlyList<ModelLevel> levels)
    {
        string updates = Join(levels, true, Update);
        string asks = Join(levels, false, Update);
        string comma = updates.Length > 0 && asks.Length > 0 ? "," : "";
        return $"{{'channel':'l2_data','timestamp':'2026-04-07T14:30:01.4Z','sequence_num':{++LastUpdateId},'events':"
            + $"[{{'type':'{type}','product_id':'ABC','updates':[{updates}{comma}{asks}]}}]}}";
    }

    private static string Update(ModelLevel level) => $"{{'side':'{(level.IsBid ? "bid" : "offer")}',"
        + $"'event_time':'2026-04-07T14:30:01.4Z','price_level':'{level.Price}','new_quantity':'{level.Lots}'}}";
}
