using System.IO;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Engine;

/// <summary>
/// What lies in an engine's journal folder beside the segments. The folder is the engine's whole identity: consoles
/// find a running engine by it, a restart continues from it, a replay needs nothing else.
/// </summary>
public static class EngineFolder
{
    /// <summary>Copy of the configuration that decides, for replay.</summary>
    public static string Configuration(string folder) => Path.Combine(folder, "config.json");

    /// <summary>The configuration that an engine has left in its folder.</summary>
    /// <exception cref="ConfigurationException">No engine has run there, or what it left cannot be read.</exception>
    public static EngineConfiguration LoadConfiguration(string folder) =>
        File.Exists(Configuration(folder))
            ? EngineConfigurationFile.Load(Configuration(folder), folder)
            : throw new ConfigurationException(
                [$"no engine has run here: folder={folder}; name its folder with --journal DIR"]);

    /// <summary>Mapped counters, gauges and histograms.</summary>
    public static string Telemetry(string folder) => Path.Combine(folder, "telemetry.bin");

    /// <summary>Mapped limits of risk with what of them is used.</summary>
    public static string RiskBoard(string folder) => Path.Combine(folder, "risk.bin");

    /// <summary>Mapped positions and money of accounts.</summary>
    public static string AccountBoard(string folder) => Path.Combine(folder, "accounts.bin");

    /// <summary>Unix domain socket for operators.</summary>
    public static string ControlDoor(string folder) => Path.Combine(folder, "control.sock");

    /// <summary>Mapped FIX sequence numbers of the session to the broker.</summary>
    public static string FixSequences(string folder) => Path.Combine(folder, "fix-sequences.bin");

    /// <summary>The same of the session that copies come over.</summary>
    public static string CopySequences(string folder) => Path.Combine(folder, "fix-copy-sequences.bin");

    /// <summary>What the last life of the engine came to, written when it stops.</summary>
    public static string Report(string folder) => Path.Combine(folder, "report.json");
}
