using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Joins texts and numbers in a span of the caller's; what finds no room is cut off. Allocates nothing.
/// </summary>
internal ref struct TextBuilder(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _length;

    /// <summary>What has been joined.</summary>
    public readonly ReadOnlySpan<byte> Written => _target[.._length];

    public void Add(scoped ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> fitting = text[..Math.Min(text.Length, _target.Length - _length)];
        fitting.CopyTo(_target[_length..]);
        _length += fitting.Length;
    }

    public void Add(long number)
    {
        Span<byte> digits = stackalloc byte[FixNumber.TextLengthMax];
        Add(digits[..FixNumber.Format(number, digits)]);
    }
}
