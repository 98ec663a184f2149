using System.CommandLine;
using System.Linq;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle config check`: reads a configuration and starts nothing.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        Option<string> config = new("--config")
        {
            Description = "file to check",
            DefaultValueFactory = _ => "config/engine.json",
        };
        var check = new Command("check", "find everything wrong with a configuration") { config };
        check.SetAction(parsed => Guarded.Run(() => Check(parsed.GetRequiredValue(config))));
        return new Command("config", "work with configurations") { check };
    }

    private static int Check(string file)
    {
        EngineConfiguration configuration = EngineConfigurationFile.Load(file);
        Out.Data($"{file}: good; name {configuration.Name}, instruments {configuration.Instruments.Count}, " +
            $"feeds {string.Join(' ', configuration.Feeds.Select(feed => feed.Name))}, " +
            $"strategies {configuration.Strategies.Count}, " +
            $"threads {configuration.Threads.Map.ToString().ToLowerInvariant()}, " +
            $"journal {configuration.Journal.Folder}");
        return ExitCode.Ok;
    }
}
