using System;
using System.Collections.Generic;
using System.Numerics;
using LowLatencyEngine.Analysis.Microstructure;

namespace LowLatencyEngine.Analysis.Frames;

/// <summary>What is read out of book and trades, for every instrument.</summary>
/// <param name="LevelCount">Levels a side of the book features, 1 to 16.</param>
/// <param name="PressureHalfLifeTrades">Of the signed flow, at least 1.</param>
/// <param name="VpinBucketLots">Volume of a bucket of VPIN, 1 to 2^40.</param>
/// <param name="VpinBucketCount">Buckets of VPIN, 1 to 65,536.</param>
/// <param name="ProfileBinCount">Bins of the volume profile, a power of two from 8 to 65,536.</param>
public sealed record FlowParameters(
    int LevelCount, long PressureHalfLifeTrades, long VpinBucketLots, int VpinBucketCount, int ProfileBinCount)
{
    private const int CountMax = 65_536;
    private const long BucketLotsMax = 1L << 40;

    /// <summary>Five levels, fifty buckets, 512 bins: 9 KiB an instrument.</summary>
    public static FlowParameters Default { get; } = new(
        LevelCount: 5, PressureHalfLifeTrades: 50, VpinBucketLots: 1_000, VpinBucketCount: 50, ProfileBinCount: 512);

    /// <summary>Adds one text per fault.</summary>
    public void Validate(List<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Check(errors, LevelCount is >= 1 and <= BookFeatures.LevelCountMax, "levelCount", LevelCount, "1 to 16");
        Check(errors, PressureHalfLifeTrades >= 1, "pressureHalfLifeTrades", PressureHalfLifeTrades, "at least 1");
        Check(errors, VpinBucketLots is >= 1 and <= BucketLotsMax, "vpinBucketLots", VpinBucketLots, "1 to 2^40");
        Check(errors, VpinBucketCount is >= 1 and <= CountMax, "vpinBucketCount", VpinBucketCount, $"1 to {CountMax}");
        Check(
            errors,
            ProfileBinCount is >= 8 and <= CountMax && BitOperations.IsPow2(ProfileBinCount),
            "profileBinCount",
            ProfileBinCount,
            $"a power of two from 8 to {CountMax}");
    }

    private static void Check(List<string> errors, bool isValid, string name, long value, string allowed)
    {
        if (!isValid)
            errors.Add($"flow.{name} out of range: flow.{name}={value}; allowed {allowed}");
    }
}
