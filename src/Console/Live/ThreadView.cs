using System.Collections.Generic;
using LowLatencyEngine.Engine.Telemetry;

namespace LowLatencyEngine.Console.Live;

/// <summary>One thread of the telemetry file; counts since the engine was ready.</summary>
/// <param name="Name">As the engine names it.</param>
/// <param name="AllocatedBytes">0 on a hot thread.</param>
/// <param name="CompiledMethods">0 after a good warm-up.</param>
/// <param name="VoluntarySwitches">Times it slept.</param>
/// <param name="InvoluntarySwitches">Times another thread took its core.</param>
/// <param name="PageFaults">Pages that were not there.</param>
/// <param name="Batches">Batches of 1, 2-3, 4-7, ... 64-127, and 128 or more events.</param>
internal sealed record ThreadView(
    string Name,
    long AllocatedBytes,
    long CompiledMethods,
    long VoluntarySwitches,
    long InvoluntarySwitches,
    long PageFaults,
    IReadOnlyList<long> Batches)
{
    public static ThreadView Of(TelemetryReader reader, int lane)
    {
        var batches = new List<long>();
        for (Counter size = Counter.BatchesOf1; size <= Counter.BatchesOf128AndMore; size++)
            batches.Add(reader.Read(size, lane));

        return new ThreadView(
            reader.LaneName(lane),
            reader.AllocatedBytes(lane),
            reader.Read(Counter.CompiledMethods, lane),
            reader.Read(Counter.VoluntarySwitches, lane),
            reader.Read(Counter.InvoluntarySwitches, lane),
            reader.Read(Counter.PageFaults, lane),
            batches);
    }
}
