using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>Bybit's book: one id a frame.</summary>
internal sealed class BybitModelVenue(Random random) : ModelVenue(random)
{
    public override string BookChannel => "orderbook.";

    protected override string WriteChange(IReadOnlyList<ModelLevel> levels)
    {
        LastUpdateId++;
        return Write("delta", levels);
    }

    protected override string WriteSnapshot(IReadOnlyList<ModelLevel> levels) => Write("snapshot", levels);

    private string Write(string type, IReadOnlyList<ModelLevel> levels) =>
        $"{{'topic':'orderbook.200.ABC','type':'{type}','ts':1,'data':{{'s':'ABC','b':[{Join(levels, true, Pair)}],"
        + $"'a':[{Join(levels, false, Pair)}],'u':{LastUpdateId},'seq':{LastUpdateId}}}}}";
}
