using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// The last alternating pivots of a <see cref="SwingPivots"/>, the pending one included: what chart patterns are drawn
/// through. O(1), 0 bytes.
/// </summary>
public sealed class PivotChain
{
    /// <summary>Pivots kept.</summary>
    public const int Capacity = 6;

    private readonly Pivot[] _pivots = new Pivot[Capacity]; // Newest first.
    private int _count;

    /// <summary>Pivots in it.</summary>
    public int Count => _count;

    /// <summary>The last bar changed it.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>A pivot: 0 the newest; below <see cref="Count"/>.</summary>
    public ref readonly Pivot this[int back] => ref _pivots[back];

    /// <summary>Takes what the last bar confirmed.</summary>
    public void Update(SwingPivots swings)
    {
        HasChanged = swings.Confirmed.Exists && swings.ConfirmedKind != PriceEventKind.PivotIgnored;
        if (!HasChanged)
            return;

        if (swings.ConfirmedKind == PriceEventKind.PivotNew)
        {
            _pivots.AsSpan(0, Capacity - 1).CopyTo(_pivots.AsSpan(1));
            _count = Math.Min(_count + 1, Capacity);
        }

        _pivots[0] = swings.Confirmed;
    }

    /// <summary>Carries the pivots.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _count);
        state.Values<Pivot>(_pivots);
    }
}
