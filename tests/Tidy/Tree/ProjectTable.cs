using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Tidy.Tree;

/// <summary>What each project may refer to: DESIGN 5 for projects, DESIGN 7 for packages.</summary>
public static class ProjectTable
{
    private static readonly string[] BelowEngine =
        [
            "Model", "Ring", "Journal", "Fix", "Feeds", "Indicators", "PriceAction", "Analysis", "Strategies", "Risk",
            "Orders", "Venues",
        ];

    /// <summary>Projects of src/ and the projects they may refer to.</summary>
    public static IReadOnlyDictionary<string, string[]> References { get; } = new Dictionary<string, string[]>(
        StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Ring"] = [],
        ["Journal"] = [],
        ["Fix"] = [],
        ["Feeds"] = ["Model", "Ring", "Fix"],
        ["Indicators"] = ["Model"],
        ["PriceAction"] = ["Model", "Indicators"],
        ["Analysis"] = ["Model", "Indicators", "PriceAction"],
        ["Strategies"] = ["Model", "Indicators", "PriceAction", "Analysis"],
        ["Risk"] = ["Model"],
        ["Orders"] = ["Model"],
        ["Venues"] = ["Model", "Ring", "Fix"],
        ["Engine"] = BelowEngine,
        ["Backtest"] = [.. BelowEngine, "Engine"],
        ["Console"] = [.. BelowEngine, "Engine", "Backtest", "Programs"], // Programs of bench/, which `lle bench` runs.
    };

    /// <summary>Projects of src/ that use more than the base framework. Those not named use none.</summary>
    public static IReadOnlyDictionary<string, string[]> Packages { get; } = new Dictionary<string, string[]>(
        StringComparer.Ordinal)
    {
        ["Venues"] = ["Microsoft.AspNetCore.App"], // Kestrel, for the simulated venue.
        ["Engine"] = ["Microsoft.AspNetCore.App"], // Hosting, configuration and logging.
        ["Console"] = ["System.CommandLine", "Spectre.Console"],
    };

    /// <summary>Projects whose code may be unsafe.</summary>
    public static IReadOnlyList<string> Unsafe { get; } = ["Ring", "Journal", "Engine"];
}
