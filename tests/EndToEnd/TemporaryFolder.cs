using System;
using System.IO;

namespace LowLatencyEngine.EndToEnd;

/// <summary>A folder that a test leaves behind only when it fails to delete it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("lle-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
