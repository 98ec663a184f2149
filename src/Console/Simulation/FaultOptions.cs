using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Console.Simulation;

/// <summary>
/// `--fault NAME=N`: how the simulated venue misbehaves, so that tests can show what the engine makes of it.
/// </summary>
internal static class FaultOptions
{
    private static readonly Dictionary<string, Func<SimulatedFaults, int, SimulatedFaults>> Known = new(
        StringComparer.Ordinal)
    {
        ["malformed-frame"] = (faults, n) => faults with { MalformedWebSocketFrameAt = n },
        ["broken-json"] = (faults, n) => faults with { BrokenJsonAt = n },
        ["drop-depth"] = (faults, n) => faults with { DropDepthFrameAt = n },
        ["unknown-symbol"] = (faults, n) => faults with { UnknownSymbolAt = n },
        ["off-tick"] = (faults, n) => faults with { OffTickDepthAt = n },
        ["garble-fix"] = (faults, n) => faults with { GarbleFixMessageAt = n },
        ["drop-fix"] = (faults, n) => faults with { DropFixConnectionAfterOrders = n },
        ["hide-fill"] = (faults, n) => faults with { HideFillAt = n },
        ["drop-copy"] = (faults, n) => faults with { DropCopyAt = n },
        ["bust-fill"] = (faults, n) => faults with { BustFillAt = n },
        ["foreign-order"] = (faults, n) => faults with { ForeignOrderAt = n },
        ["wrong-position"] = (faults, n) => faults with { WrongPositionFrom = n },
        ["refuse-account"] = (faults, n) => faults with { RefuseAccountRequestsFrom = n },
        ["refuse-trades"] = (faults, n) => faults with { RefuseTradesFrom = n },
        ["duplicate-trade"] = (faults, n) => faults with { DuplicateTradeAt = n },
        ["reject-every"] = (faults, n) => faults with { RejectEveryNthOrder = n },
    };

    public static string Names => string.Join(", ", Known.Keys.Order(StringComparer.Ordinal));

    /// <exception cref="ConfigurationException">A fault is unknown or has no number.</exception>
    public static SimulatedFaults Parse(IReadOnlyList<string> texts)
    {
        var faults = new SimulatedFaults();
        foreach (string text in texts)
        {
            string[] parts = text.Split('=', 2);
            if (parts.Length != 2 ||
                !Known.TryGetValue(parts[0], out Func<SimulatedFaults, int, SimulatedFaults>? set) ||
                !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
            {
                throw new ConfigurationException(
                    [$"no such fault: fault={text}; write NAME=N with N from 1 and NAME one of {Names}"]);
            }

            faults = set(faults, count);
        }

        return faults;
    }
}
