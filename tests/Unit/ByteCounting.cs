using Xunit;

namespace LowLatencyEngine.Unit;

/// <summary>
/// Tests that count allocated bytes run alone, after the parallel ones: what another test's thread does to the shared
/// heap can move the counter of this one.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ByteCounting
{
    public const string Name = "Byte counting";
}
