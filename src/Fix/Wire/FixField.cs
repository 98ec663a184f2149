using System;

namespace LowLatencyEngine.Fix;

/// <summary>One field of a message: a tag and the bytes of its value.</summary>
public readonly ref struct FixField(int tag, ReadOnlySpan<byte> value)
{
    public int Tag { get; } = tag;

    public ReadOnlySpan<byte> Value { get; } = value;
}
