using System;
using System.IO;

namespace LowLatencyEngine.Interop;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lle-interop-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
