using System;
using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What was booked for each change of the input at work, until the order table has said whether it takes it: all wishes
/// of an input are judged before the first of them enters the table. Decision thread only; O(1); 0 bytes.
/// </summary>
/// <remarks>Ids of one input follow each other, and no input has more of them than there is room here.</remarks>
internal sealed class JudgedChanges
{
    private const int CapacityCount = 256;

    private readonly JudgedChange[] _changes = new JudgedChange[CapacityCount];

    /// <summary>A change was accepted.</summary>
    public void Note(in JudgedChange change) => _changes[change.OrderId & (CapacityCount - 1)] = change;

    /// <summary>What was noted of it.</summary>
    /// <exception cref="InvalidOperationException">Nothing was, or too long ago: it was never judged.</exception>
    public ref readonly JudgedChange Of(long orderId)
    {
        ref readonly JudgedChange change = ref _changes[orderId & (CapacityCount - 1)];
        if (change.OrderId != orderId)
            ThrowUnknown(orderId);

        return ref change;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowUnknown(long orderId) => throw new InvalidOperationException(
        $"a change is withdrawn that was not judged: orderId={orderId}; stop trading and reconcile with the venue");
}

/// <summary>One change that the gate has accepted.</summary>
/// <param name="OrderId">Of the change, not of the order.</param>
/// <param name="HeldLots">That were reserved for the order before it.</param>
/// <param name="ValueMicros">That it counts for in volumes.</param>
internal readonly record struct JudgedChange(long OrderId, long HeldLots, long ValueMicros);
