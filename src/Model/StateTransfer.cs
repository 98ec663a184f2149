using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>What a <see cref="StateTransfer"/> does with the numbers it is shown.</summary>
public enum TransferDirection
{
    None = 0,
    Measure = 1, // Counts the bytes that Save would write.
    Save = 2,    // Object to bytes.
    Load = 3,    // Bytes to object.
    Hash = 4,    // Object to a hash.
}

/// <summary>
/// Carries the state of an object to bytes, back again, or into a hash. An object lists its fields once, in one method
/// (<c>Transfer(ref StateTransfer state)</c>), so that what is saved, what is loaded and what is hashed cannot differ.
/// Loading needs an object built with the same parameters. O(bytes); allocates nothing. A mutable struct: pass it by
/// <c>ref</c>. Only types without padding may be shown to it: padding is not state.
/// </summary>
public ref struct StateTransfer
{
    private readonly Span<byte> _buffer;
    private StateHash _hash;

    private StateTransfer(TransferDirection direction, Span<byte> buffer)
    {
        Direction = direction;
        _buffer = buffer;
    }

    /// <summary>What it does.</summary>
    public readonly TransferDirection Direction { get; }

    /// <summary>True while objects are being filled: derived fields are to be computed again afterwards.</summary>
    public readonly bool IsLoading => Direction == TransferDirection.Load;

    /// <summary>Bytes seen so far.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>Hash of everything seen so far; 0 unless hashing.</summary>
    public readonly long HashValue => Direction == TransferDirection.Hash ? _hash.Value : 0;

    /// <summary>Counts bytes.</summary>
    public static StateTransfer Measure() => new(TransferDirection.Measure, []);

    /// <summary>Writes into <paramref name="buffer"/>.</summary>
    public static StateTransfer Save(Span<byte> buffer) => new(TransferDirection.Save, buffer);

    /// <summary>Reads from <paramref name="buffer"/>, which is not changed.</summary>
    public static StateTransfer Load(ReadOnlySpan<byte> buffer) =>
        new(TransferDirection.Load, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(buffer), buffer.Length));

    /// <summary>Hashes.</summary>
    public static StateTransfer Hash() => new(TransferDirection.Hash, []);

    /// <summary>One field.</summary>
    /// <exception cref="InvalidOperationException">The buffer is too short.</exception>
    public void Value<T>(ref T value)
        where T : unmanaged => Bytes(MemoryMarshal.AsBytes(new Span<T>(ref value)));

    /// <summary>An array whose length both sides know.</summary>
    /// <exception cref="InvalidOperationException">The buffer is too short.</exception>
    public void Values<T>(scoped Span<T> values)
        where T : unmanaged => Bytes(MemoryMarshal.AsBytes(values));

    /// <summary>
    /// A number that both sides must agree on before anything that depends on it follows: a count, a version.
    /// </summary>
    /// <exception cref="InvalidOperationException">The saved number is not <paramref name="expected"/>.</exception>
    public void Agree(long expected)
    {
        long value = expected;
        Value(ref value);
        if (value != expected)
            ThrowDisagreement(value, expected);
    }

    private void Bytes(scoped Span<byte> bytes)
    {
        switch (Direction)
        {
            case TransferDirection.Save:
                bytes.CopyTo(Next(bytes.Length));
                break;

            case TransferDirection.Load:
                Next(bytes.Length).CopyTo(bytes);
                break;

            case TransferDirection.Hash:
                AddToHash(bytes);
                break;

            default:
                break; // Measure only counts.
        }

        SizeBytes += bytes.Length;
    }

    private readonly Span<byte> Next(int lengthBytes)
    {
        if (lengthBytes > _buffer.Length - SizeBytes)
            ThrowTooShort(_buffer.Length, SizeBytes + lengthBytes);

        return _buffer.Slice((int)SizeBytes, lengthBytes);
    }

    private void AddToHash(scoped ReadOnlySpan<byte> bytes)
    {
        foreach (long word in MemoryMarshal.Cast<byte, long>(bytes))
            _hash.Add(word);

        int tailBytes = bytes.Length % sizeof(long);
        if (tailBytes == 0)
            return;

        long last = 0;
        bytes[^tailBytes..].CopyTo(MemoryMarshal.AsBytes(new Span<long>(ref last)));
        _hash.Add(last);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowTooShort(long bufferSizeBytes, long neededSizeBytes) =>
        throw new InvalidOperationException(
            $"saved state is too short: bufferSizeBytes={bufferSizeBytes}, neededSizeBytes={neededSizeBytes}; " +
            "another version or other parameters saved it: use an older snapshot or replay the journal");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowDisagreement(long saved, long expected) => throw new InvalidOperationException(
        $"saved state is of another shape: saved={saved}, expected={expected}; " +
        "another version or other parameters saved it: use an older snapshot or replay the journal");
}
