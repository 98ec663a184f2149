using System.CommandLine;

namespace LowLatencyEngine.Console.Commands;

/// <summary>How the commands that look at a running or stopped engine find it.</summary>
internal static class EngineOption
{
    /// <summary>Folder of the engine `lle run` starts with the shipped configuration.</summary>
    public const string DefaultFolder = ".lle/engine";

    /// <summary>Folder of the last `lle demo`.</summary>
    public const string DemoFolder = ".lle/demo";

    public static Option<string> Journal() => new("--journal")
    {
        Description = $"journal folder of the engine; without it {DefaultFolder}, " +
            $"or {DemoFolder} where that one is not there",
        DefaultValueFactory = _ => System.IO.Directory.Exists(DefaultFolder) ? DefaultFolder : DemoFolder,
    };

    public static Option<bool> Json() => new("--json") { Description = "one JSON object a line, with a stable schema" };

    /// <summary>A text that goes into the journal: refused where it says nothing.</summary>
    public static Option<string> Saying(string name, string description, bool isRequired)
    {
        var option = new Option<string>(name) { Description = description, Required = isRequired };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError($"{name} says nothing: give {description}");
        });
        return option;
    }
}
