using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>Binance's depth: ids without holes on spot; with holes, and pu, on futures.</summary>
internal sealed class BinanceModelVenue(Random random, bool isFutures) : ModelVenue(random)
{
    public override string BookChannel => "never asked for";

    protected override string WriteChange(IReadOnlyList<ModelLevel> levels)
    {
        long previous = LastUpdateId;
        long first = previous + 1 + (isFutures ? Random.Next(4) : 0);
        LastUpdateId = first + Random.Next(3);
        string chain = isFutures ? $",'pu':{previous}" : "";
        return $"{{'stream':'abc@depth@100ms','data':{{'e':'depthUpdate','E':1,'s':'ABC','U':{first},'u':{LastUpdateId}"
            + $"{chain},'b':[{Join(levels, true, Pair)}],'a':[{Join(levels, false, Pair)}]}}}}";
    }

    protected override string WriteSnapshot(IReadOnlyList<ModelLevel> levels) =>
        $"{{'lastUpdateId':{LastUpdateId},'bids':[{Join(levels, true, Pair)}],'asks':[{Join(levels, false, Pair)}]}}";
}
