using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What one instrument has at risk: the position and what is reserved for open orders. Never negative reserves: every
/// move is checked, in Release too.
/// </summary>
public struct Exposure
{
    private long _positionLots;
    private long _openBuyLots;
    private long _openSellLots;
    private int _openOrderCount;

    /// <summary>Position in lots; the sign is the side.</summary>
    public readonly long PositionLots => _positionLots;

    /// <summary>Lots reserved for open buy orders.</summary>
    public readonly long OpenBuyLots => _openBuyLots;

    /// <summary>Lots reserved for open sell orders.</summary>
    public readonly long OpenSellLots => _openSellLots;

    /// <summary>Orders with lots reserved.</summary>
    public readonly int OpenOrderCount => _openOrderCount;

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
        checked(((sbyte)side * PositionLots) + OpenLots(side) + qtyLots);

    /// <summary>Nothing held and nothing open.</summary>
    internal readonly bool IsFlat => (PositionLots | OpenBuyLots | OpenSellLots) == 0;

    /// <summary>Whether position and reserves are the same, so that all that is worked out of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool HoldsTheSameAs(in Exposure other) =>
        ((PositionLots ^ other.PositionLots) | (OpenBuyLots ^ other.OpenBuyLots) |
            (OpenSellLots ^ other.OpenSellLots)) == 0;

    /// <summary>Reserves what an accepted order, or the change of one, asks for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(Side side, in Demand demand)
    {
        AddOpenLots(side, demand.AddedLots);
        _openOrderCount += demand.AddedOrderCount;
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

        AddOpenLots(report.Side, -takenLots);
        _openOrderCount += openOrderChange;
        _positionLots = checked(_positionLots + ((sbyte)report.Side * report.FilledLots));
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddOpenLots(Side side, long lots)
    {
        long ofSellMask = (sbyte)side >> 7;
        _openBuyLots = checked(_openBuyLots + (lots & ~ofSellMask));
        _openSellLots = checked(_openSellLots + (lots & ofSellMask));
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowBeyondReserve(long orderId, long orderLots, long reservedLots, int openOrderCount) =>
        throw new InvalidOperationException(
            $"order moves more lots than are reserved: orderId={orderId}, orderLots={orderLots}, " +
            $"reservedLots={reservedLots}, openOrderCount={openOrderCount}; stop trading and reconcile with the venue");

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNegativeLots(in OrderReport report) => throw new InvalidOperationException(
        $"order report has lots below zero: orderId={report.OrderId}, filledLots={report.FilledLots}, " +
        $"releasedLots={report.ReleasedLots}, reservedLots={report.ReservedLots}; stop trading, the order table " +
        "is wrong");
}
