namespace LowLatencyEngine.Programs;

/// <summary>An event of a ring benchmark: written whole from its sequence, read whole into a sum.</summary>
internal interface IRingEvent<TSelf>
    where TSelf : unmanaged, IRingEvent<TSelf>
{
    /// <summary>Size; a literal after compilation.</summary>
    static abstract int SizeBytes { get; }

    /// <summary>Word i becomes <paramref name="sequence"/> + i.</summary>
    static abstract void Write(ref TSelf slot, long sequence);

    /// <summary>Sum of all words.</summary>
    static abstract long Read(ref TSelf slot);
}
