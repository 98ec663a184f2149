using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>Kraken Futures: one change a frame, numbered.</summary>
internal sealed class KrakenFuturesModelVenue(Random random) : ModelVenue(random)
{
    public override string BookChannel => "\"book\"";

    protected override int ChangeCountMax => 1;

    protected override string WriteChange(IReadOnlyList<ModelLevel> levels) =>
        $"{{'feed':'book','product_id':'ABC','side':'{(levels[0].IsBid ? "buy" : "sell")}','seq':{++LastUpdateId},"
        + $"'price':{levels[0].Price},'qty':{levels[0].Lots},'timestamp':1612269825817}}";

    protected override string WriteSnapshot(IReadOnlyList<ModelLevel> levels) =>
        $"{{'feed':'book_snapshot','product_id':'ABC','timestamp':1612269825817,'seq':{LastUpdateId},"
        + $"'bids':[{Join(levels, true, Level)}],'asks':[{Join(levels, false, Level)}]}}";

    protected override string WriteOther() => "{'feed':'heartbeat','time':1612269825817}";

    private static string Level(ModelLevel level) => $"{{'price':{level.Price},'qty':{level.Lots}}}";
}
