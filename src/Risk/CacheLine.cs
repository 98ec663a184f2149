namespace LowLatencyEngine.Risk;

/// <summary>What processors load and store at once.</summary>
internal static class CacheLine
{
    public const int SizeBytes = 64;
}
