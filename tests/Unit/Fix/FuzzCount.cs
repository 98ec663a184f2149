using System;
using System.Globalization;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>How many mutated messages a fuzz test sends: few by default, LLE_FUZZ_COUNT for a campaign.</summary>
internal static class FuzzCount
{
    private const string Variable = "LLE_FUZZ_COUNT";

    public static int Of(int defaultCount) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int count)
            ? count
            : defaultCount;
}
