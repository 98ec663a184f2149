using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Risk;

/// <summary>What an accepted order, or the change of one, was judged by and has reserved. 32 bytes.</summary>
/// <param name="OrderId">Of the order, or of the request to change it.</param>
/// <param name="ValueMicros">At its worst price, which the order alone does not tell.</param>
/// <param name="Demand">Lots and orders.</param>
internal readonly record struct Reservation(long OrderId, long ValueMicros, Demand Demand);

/// <summary>
/// The latest reservations, so that any order of an input can be taken back after all of them were judged. No state:
/// nothing is taken back once the input is worked off. Decision thread only; O(1) to add, O(orders judged since) to
/// find; 0 bytes.
/// </summary>
internal sealed class Reservations
{
    private const int Mask = PreTradeRisk.WithdrawalsMax - 1;

    private readonly Reservation[] _latest = new Reservation[PreTradeRisk.WithdrawalsMax]; // A ring.
    private int _count; // So many were added, wrapping.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long orderId, in Demand demand, long valueMicros) =>
        _latest[_count++ & Mask] = new Reservation(orderId, valueMicros, demand);

    /// <summary>The latest of an order.</summary>
    public bool TryFind(long orderId, out Reservation reservation)
    {
        Debug.Assert((_latest.Length & Mask) == 0, "a power of two");
        for (int age = 1; age <= _latest.Length; age++)
        {
            reservation = _latest[(_count - age) & Mask];
            if (reservation.OrderId == orderId)
                return true;
        }

        reservation = default;
        return false;
    }
}
