using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Feeds.Kraken;
using LowLatencyEngine.Unit.Feeds.Kraken;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// Kraken's spot market: a book of so many levels a side, without ids, each change with a checksum of the ten best. A
/// price has one decimal and a quantity two.
/// </summary>
internal sealed class KrakenModelVenue(Random random, KrakenVersion version, int depth) : ModelVenue(random)
{
    private const int ChecksumDepth = 10;

    private bool IsV1 => version == KrakenVersion.V1;

    public override string ChecksumWord => IsV1 ? "\"c\":" : "\"checksum\":";

    public override int VerifiedDepth => ChecksumDepth;

    public override string BookChannel => "\"book\"";

    protected override int ShownDepth => depth;

    protected override int PriceCount => depth + depth / 2;

    protected override string WriteChange(IReadOnlyList<ModelLevel> levels)
    {
        LastUpdateId++;
        if (!IsV1)
            return WriteV2("update", levels);

        string checksum = $"'c':'{Checksum()}'";
        string bids = Join(levels, true, PairV1);
        string asks = Join(levels, false, PairV1);
        if (bids.Length > 0 && asks.Length > 0)
            return FrameV1($"{{'a':[{asks}]}},{{'b':[{bids}],{checksum}}}");

        return FrameV1(bids.Length > 0 ? $"{{'b':[{bids}],{checksum}}}" : $"{{'a':[{asks}],{checksum}}}");
    }

    protected override string WriteSnapshot(IReadOnlyList<ModelLevel> levels) => IsV1
        ? FrameV1($"{{'as':[{Join(levels, false, PairV1)}],'bs':[{Join(levels, true, PairV1)}]}}")
        : WriteV2("snapshot", levels);

    protected override string WriteOther() => IsV1 ? "{'event':'heartbeat'}" : "{'channel':'heartbeat'}";

    private string FrameV1(string payload) => $"[992,{payload},'book-{depth}','ABC']";

    private string WriteV2(string type, IReadOnlyList<ModelLevel> levels) =>
        $"{{'channel':'book','type':'{type}','data':[{{'symbol':'ABC','bids':[{Join(levels, true, PairV2)}],"
        + $"'asks':[{Join(levels, false, PairV2)}],'checksum':{Checksum()},"
        + "'timestamp':'2023-10-06T17:35:55.440295Z'}]}";

    // The digits without the point and the zeros in front are those of ticks and lots.
    private uint Checksum() => Crc32Twin.Of(string.Concat(
        Best(ChecksumDepth).Select(level => $"{level.Price}{level.Lots}")));

    private static string PairV1(ModelLevel level) => $"['{Price(level)}','{Qty(level)}','1534614248.123678']";

    private static string PairV2(ModelLevel level) => $"{{'price':{Price(level)},'qty':{Qty(level)}}}";

    private static string Price(ModelLevel level) => $"{level.Price / 10}.{level.Price % 10}";

    private static string Qty(ModelLevel level) => $"{level.Lots / 100}.{level.Lots % 100:00}";
}
