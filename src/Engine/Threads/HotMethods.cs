using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Compiles the rare paths of the projects that decide, which no warm-up walks: a refused cancel, a bust, a denial of
/// each kind. The compiler would else run, and allocate, on the decision thread when one of them comes first. Set-up
/// only; a few hundred methods.
/// </summary>
internal static class HotMethods
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static |
        BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly[] Assemblies =
        [typeof(OrderTable).Assembly, typeof(PreTradeRisk).Assembly, typeof(Strategy).Assembly];

    /// <summary>Compiles what is not compiled yet. Returns how many methods there are.</summary>
    public static int Prepare()
    {
        int count = 0;
        foreach (Assembly assembly in Assemblies)
        {
            foreach (Type type in assembly.GetTypes())
                count += type.ContainsGenericParameters ? 0 : Prepare(type);
        }

        return count;
    }

    private static int Prepare(Type type)
    {
        int count = 0;
        foreach (MethodInfo method in type.GetMethods(Declared))
        {
            if (method.IsAbstract || method.ContainsGenericParameters)
                continue;

            RuntimeHelpers.PrepareMethod(method.MethodHandle);
            count++;
        }

        return count;
    }
}
