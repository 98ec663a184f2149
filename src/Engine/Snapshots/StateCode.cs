using System;
using System.Collections.Generic;
using System.Reflection;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// Which code a snapshot's bytes belong to. A field added to a strategy changes what the bytes mean without changing
/// any version that somebody could forget to raise, so the compiler's own ids of the engine's assemblies are taken: a
/// build that differs anywhere replays the journal instead. Set-up only.
/// </summary>
internal static class StateCode
{
    private const string OwnPrefix = "LowLatencyEngine.";

    /// <summary>Of the engine and every project of its own that it uses, in the order of their names.</summary>
    public static long Hash { get; } = Compute();

    private static long Compute()
    {
        var assemblies = new SortedDictionary<string, Assembly>(StringComparer.Ordinal);
        Collect(typeof(StateCode).Assembly, assemblies);
        var hash = new StateHash();
        Span<byte> id = stackalloc byte[16];
        foreach ((string name, Assembly assembly) in assemblies)
        {
            hash.Add(name);
            assembly.ManifestModule.ModuleVersionId.TryWriteBytes(id);
            hash.Add(id);
        }

        return hash.Value;
    }

    private static void Collect(Assembly assembly, SortedDictionary<string, Assembly> found)
    {
        if (!found.TryAdd(assembly.GetName().Name!, assembly))
            return;

        foreach (AssemblyName reference in assembly.GetReferencedAssemblies())
        {
            if (reference.Name!.StartsWith(OwnPrefix, StringComparison.Ordinal))
                Collect(Assembly.Load(reference), found);
        }
    }
}
