namespace LowLatencyEngine.Ring;

/// <summary>What memory two cores must not share.</summary>
internal static class CacheLine
{
    /// <summary>What moves between cores at once.</summary>
    public const int Bytes = 64;

    /// <summary>
    /// Two lines of 64 bytes: x86 prefetches the neighbour of a line it misses, and some ARM processors have lines of
    /// 128 bytes.
    /// </summary>
    public const int PairBytes = 128;
}
