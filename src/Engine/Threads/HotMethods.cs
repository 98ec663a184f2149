using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Compiles the rare paths of what decides, which no warm-up walks: a refused cancel, a bust, a denial of each kind,
/// the first stop that fires, the first position that is flattened. The compiler would else run, and allocate, on the
/// decision thread when one of them comes first. Set-up only; some thousand methods.
/// </summary>
internal static class HotMethods
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static |
        BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly[] Assemblies =
    [
        typeof(EngineEvent).Assembly, typeof(OrderTable).Assembly, typeof(PreTradeRisk).Assembly,
        typeof(Strategy).Assembly,
    ];

    // Of the engine itself: desks and stages. What starts, tells and recovers it has namespaces of its own.
    private static readonly string[] Namespaces =
    [
        typeof(DecisionState).Namespace!, typeof(Stages.RiskStage).Namespace!,
        typeof(Reconciliation.AccountReconciliation).Namespace!, typeof(Snapshots.SnapshotTaker).Namespace!,
    ];

    /// <summary>Compiles what is not compiled yet. Returns how many methods there are.</summary>
    public static int Prepare()
    {
        int count = 0;
        foreach (Type type in Types())
            count += type.ContainsGenericParameters ? 0 : Prepare(type);

        return count;
    }

    private static IEnumerable<Type> Types() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Concat(typeof(DecisionState).Assembly.GetTypes().Where(t => Namespaces.Contains(t.Namespace)));

    private static int Prepare(Type type)
    {
        int count = 0;
        foreach (MethodBase method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
        {
            if (method.IsAbstract || method.ContainsGenericParameters)
                continue;

            RuntimeHelpers.PrepareMethod(method.MethodHandle);
            count++;
        }

        return count;
    }
}
