using System;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>What a <see cref="FrameForm"/> knows of an instrument. Immutable; any thread; made at set-up.</summary>
internal sealed class FormInstrument
{
    /// <summary>Longest name that a form can read.</summary>
    public const int NameBytesMax = 16;

    private readonly LevelScales _scales;
    private readonly Vector128<byte> _name;
    private readonly Vector128<byte> _mask;

    /// <param name="instrument">The instrument.</param>
    /// <param name="name">As the venue writes it, of at most <see cref="NameBytesMax"/> bytes.</param>
    public FormInstrument(Instrument instrument, ReadOnlySpan<byte> name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, NameBytesMax);
        Instrument = instrument;
        NameLengthBytes = name.Length;
        _scales = new LevelScales(instrument);
        Span<byte> block = stackalloc byte[NameBytesMax];
        name.CopyTo(block);
        _name = Vector128.Create<byte>(block);
        block[..name.Length].Fill(byte.MaxValue);
        block[name.Length..].Clear();
        _mask = Vector128.Create<byte>(block);
    }

    /// <summary>The instrument.</summary>
    public Instrument Instrument { get; }

    /// <summary>Length of its name.</summary>
    public int NameLengthBytes { get; }

    /// <summary>Steps of its prices and quantities.</summary>
    public ref readonly LevelScales Scales => ref _scales;

    /// <summary>True where the name stands at an offset that is not near the end of the text.</summary>
    public bool IsNameAt(ReadOnlySpan<byte> text, int offset) =>
        text.Length - offset >= NameBytesMax
        && ((Vector128.Create(text.Slice(offset, NameBytesMax)) ^ _name) & _mask) == Vector128<byte>.Zero;
}
