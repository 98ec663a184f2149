using System.IO;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Programs;

/// <summary>The configurations that the programs carry with them.</summary>
internal static class BenchConfiguration
{
    /// <param name="name">Of the embedded file.</param>
    public static EngineConfiguration Read(string name)
    {
        using Stream resource = typeof(BenchConfiguration).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return EngineConfigurationFile.Read(ConfigurationText.Parse(name, bytes.ToArray()));
    }
}
