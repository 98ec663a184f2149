using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What one instrument has at risk: the position and what is reserved for open orders. Never negative reserves: every
/// move is checked, in Release too. 32 bytes without padding, compared and added to at once.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Exposure
{
    private const uint ReserveMask = 0b0110; // Where open buys and open sells lie.

    private long _positionLots;
    private long _openBuyLots;
    private long _openSellLots;
    private long _openOrderCount;

    /// <summary>Position in lots; the sign is the side.</summary>
    public readonly long PositionLots => _positionLots;

    /// <summary>Lots reserved for open buy orders.</summary>
    public readonly long OpenBuyLots => _openBuyLots;

    /// <summary>Lots reserved for open sell orders.</summary>
    public readonly long OpenSellLots => _openSellLots;

    /// <summary>Orders with lots reserved.</summary>
    public readonly int OpenOrderCount => (int)_openOrderCount;

    /// <summary>Lots reserved on one side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly long OpenLots(Side side)
    {
        long ofSellMask = (sbyte)side >> 7; // Without a branch: sides come as they like.
        return _openBuyLots ^ ((_openBuyLots ^ _openSellLots) & ofSellMask);
    }

    /// <summary>
    /// Position in the direction of <paramref name="side"/> if every open order on that side and
    /// <paramref name="qtyLots"/> more fill. Below zero while the position lies on the other side, so that an order
    /// that reduces an oversized position passes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly long WorstPositionLots(Side side, long qtyLots) =>
        checked(TurnedLots(side) + OpenLots(side) + qtyLots);

    /// <summary>Nothing held and nothing open.</summary>
    internal readonly bool IsFlat => (PositionLots | OpenBuyLots | OpenSellLots) == 0;

    /// <summary>Whether position, reserves and count are the same, so that all that is worked out of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool HoldsTheSameAs(in Exposure other) => Vector256.EqualsAll(All, other.All);

    /// <summary>What an accepted order, or the change of one, asks to be reserved.</summary>
    internal static Vector256<long> ReserveOf(Side side, in Demand demand)
    {
        long ofSellMask = (sbyte)side >> 7;
        long lots = demand.AddedLots;
        return Vector256.Create(0, lots & ~ofSellMask, lots & ofSellMask, demand.AddedOrderCount);
    }

    /// <summary>Adds to position, open buys, open sells and count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Vector256<long> change)
    {
        Vector256<long> after = All + change;
        if ((after.ExtractMostSignificantBits() & ReserveMask) != 0)
            ThrowTooLarge();

        after.StoreUnsafe(ref _positionLots);
    }

    /// <summary>The same of a book that is a part of the firm's, which was added to first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddPart(Vector256<long> change, in Exposure firm)
    {
        (All + change).StoreUnsafe(ref _positionLots);
        Debug.Assert(_openBuyLots >= 0 && _openBuyLots <= firm._openBuyLots, "a part of what the firm buys");
        Debug.Assert(_openSellLots >= 0 && _openSellLots <= firm._openSellLots, "a part of what the firm sells");
    }

    internal void Unreserve(Side side, long qtyLots, long orderId)
    {
        if (qtyLots > OpenLots(side) || OpenOrderCount == 0)
            ThrowBeyondReserve(orderId, qtyLots, OpenLots(side), OpenOrderCount);

        AddOpenLots(side, -qtyLots);
        _openOrderCount--;
    }

    /// <summary>
    /// Moves filled lots into the position and takes filled and released lots out of the reserve. A fill of lots that
    /// were released before, or never reserved, comes with as many lots released below zero: it moves the position
    /// alone.
    /// </summary>
    internal void Move(in OrderReport report)
    {
        long takenLots = checked(report.FilledLots + report.ReleasedLots);
        long openLotsBefore = checked(takenLots + report.ReservedLots);
        int openOrderChange = (report.ReservedLots > 0 ? 1 : 0) - (openLotsBefore > 0 ? 1 : 0);
        bool isTakenBack = report.FilledLots < 0 && report.Kind != OrderReportKind.Corrected;
        if (isTakenBack || report.ReservedLots < 0 || openLotsBefore < 0)
            ThrowNegativeLots(in report);

        if (openLotsBefore > OpenLots(report.Side) || OpenOrderCount + openOrderChange < 0)
            ThrowBeyondReserve(report.OrderId, openLotsBefore, OpenLots(report.Side), OpenOrderCount);

        long ofSellMask = (sbyte)report.Side >> 7;
        long heldLots = (report.FilledLots ^ ofSellMask) - ofSellMask;
        _ = checked(_positionLots + heldLots);
        Add(Vector256.Create(heldLots, -(takenLots & ~ofSellMask), -(takenLots & ofSellMask), openOrderChange));
    }

    /// <summary>An order's reserve becomes larger, or smaller by no more than it has.</summary>
    internal void Resize(Side side, long changeLots)
    {
        if (OpenLots(side) + changeLots < 0)
            ThrowBeyondReserve(orderId: 0, -changeLots, OpenLots(side), OpenOrderCount);

        AddOpenLots(side, changeLots);
    }

    internal void Transfer(ref StateTransfer state)
    {
        state.Value(ref _positionLots);
        state.Value(ref _openBuyLots);
        state.Value(ref _openSellLots);
        state.Value(ref _openOrderCount);
    }

    /// <summary>The position in the direction of a side.</summary>
    private readonly long TurnedLots(Side side)
    {
        long ofSellMask = (sbyte)side >> 7;
        return (_positionLots ^ ofSellMask) - ofSellMask;
    }

    private readonly Vector256<long> All
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.LoadUnsafe(in _positionLots);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddOpenLots(Side side, long lots)
    {
        long ofSellMask = (sbyte)side >> 7;
        _openBuyLots = checked(_openBuyLots + (lots & ~ofSellMask));
        _openSellLots = checked(_openSellLots + (lots & ofSellMask));
    }

    // Never inlined, as it only throws; told so, the compiler would keep the vector for after the call.
    [DoesNotReturn]
    private static void ThrowTooLarge() => throw new OverflowException(
        "open orders are more lots than can be counted; stop trading and reconcile with the venue");

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowBeyondReserve(long orderId, long orderLots, long reservedLots, long openOrderCount) =>
        throw new InvalidOperationException(
            $"order moves more lots than are reserved: orderId={orderId}, orderLots={orderLots}, " +
            $"reservedLots={reservedLots}, openOrderCount={openOrderCount}; stop trading and reconcile with the venue");

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNegativeLots(in OrderReport report) => throw new InvalidOperationException(
        $"order report has lots below zero: orderId={report.OrderId}, filledLots={report.FilledLots}, " +
        $"releasedLots={report.ReleasedLots}, reservedLots={report.ReservedLots}; stop trading, the order table " +
        "is wrong");
}
