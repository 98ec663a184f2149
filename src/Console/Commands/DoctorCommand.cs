using System;
using System.CommandLine;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle doctor`: what this machine grants an engine, and what to do about what it does not.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<bool> json = EngineOption.Json();
        var command = new Command("doctor", "what this machine grants the engine: cores, pinning, locked memory")
        {
            json,
        };
        command.SetAction(parsed => Examine(parsed.GetValue(json)));
        return command;
    }

    private static int Examine(bool asJson)
    {
        ReadOnlySpan<int> cores = CpuAffinity.AllowedCores;
        ThreadPlan plan = ThreadPlan.Fit(new ThreadConfiguration(ThreadMap.Inline, -1, 1_024), cores);
        AffinityOutcome? pin = plan.DecisionSpins ? CpuAffinity.TryPinCurrentThread(plan.HotCore) : null;
        bool isLocked = MemoryLock.TryLockAll(out string lockReason);
        if (asJson)
        {
            Out.DataJson(new
            {
                runtime = RuntimeInformation.FrameworkDescription,
                cores = CpuAffinity.Describe(cores),
                hotCore = plan.HotCore,
                canPin = pin?.IsObtained ?? false,
                canLockMemory = isLocked,
                warnings = plan.Warnings,
                maps = Maps(cores),
            });
            return ExitCode.Ok;
        }

        Out.Data($"runtime       {RuntimeInformation.FrameworkDescription}");
        Out.Data($"cores         {CpuAffinity.Describe(cores)}");
        Out.Data($"hot core      {(plan.DecisionSpins ? plan.HotCore : "none")}");
        Out.Data($"pinning       {(pin is null ? "not wanted" : pin.IsObtained ? "granted" : pin.Reason)}");
        Out.Data($"locked memory {(isLocked ? "granted" : lockReason)}");
        foreach (string map in Maps(cores))
            Out.Data($"threads       {map}");

        foreach (string warning in plan.Warnings)
            Out.Data($"warning       {warning}");

        return ExitCode.Ok;
    }

    /// <summary>What each thread map would come to on these cores.</summary>
    private static string[] Maps(ReadOnlySpan<int> cores)
    {
        ThreadMap[] maps = Enum.GetValues<ThreadMap>();
        var texts = new string[maps.Length];
        for (int i = 0; i < maps.Length; i++)
            texts[i] = ThreadPlan.Fit(new ThreadConfiguration(maps[i], -1, 1_024), cores).ToString();

        return texts;
    }
}
