using System;
using System.IO;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// Recorded data that lies beside the checkout, in a folder named "shared"; absent on a user's machine.
/// </summary>
internal static class SharedData
{
    public static readonly string Folder = Path.Combine(Path.GetDirectoryName(Lle.Root)!, "shared", "data");

    /// <summary>First part of the recording, with the snapshot.</summary>
    public static string Spot0808 => Path.Combine(Folder, "binance-ws-hftbacktest", "spot_btcusdt_20240808.jsonl.gz");

    /// <summary>Second part, which continues the first without a gap.</summary>
    public static string Spot0809 => Path.Combine(Folder, "binance-ws-hftbacktest", "spot_btcusdt_20240809.jsonl.gz");
}

/// <summary>A fact that needs <see cref="SharedData"/>: skipped with a reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (!File.Exists(SharedData.Spot0808))
            Skip = "the shared data folder is not beside this checkout";
    }
}

/// <summary>A theory that needs <see cref="SharedData"/>: skipped with a reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (!File.Exists(SharedData.Spot0808))
            Skip = "the shared data folder is not beside this checkout";
    }
}
