using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Exact sliding window over the last <see cref="MessageRateLimit.MessagesMax"/> sends. Fewer than k messages lie in
/// the window exactly if the k-th latest one is outside it, so that a check is one comparison, whatever the burst.
/// Decision thread only; allocates nothing after construction.
/// </summary>
/// <remarks>
/// Event times of different threads may step back a little; the window's time does not. A step back by more than a
/// window is the clock of another life of the process: what was sent before it says nothing any more and is forgotten.
/// </remarks>
internal sealed class MessageRateWindow
{
    private const long Never = long.MinValue;
    private const int UndoMax = PreTradeRisk.WithdrawalsMax;

    private readonly MessageRateLimit _limit;
    private readonly long[] _sentNs; // A ring of send times, rising; Never where nothing was sent yet.
    private readonly long[] _overwrittenNs = new long[UndoMax]; // By the latest counts; needed within an input alone.
    private int _count; // So many were counted, wrapping; places of what they overwrote.
    private int _next;
    private long _newestNs = Never;

    public MessageRateWindow(in MessageRateLimit limit)
    {
        _limit = limit;
        _sentNs = new long[limit.MessagesMax];
        Array.Fill(_sentNs, Never);
    }

    /// <summary>True if an order may be sent: the cancels' reserve stays untouched.</summary>
    public bool HasRoomForOrder(long nowNs) => IsOutside(_limit.MessagesMax - _limit.CancelReserve, WindowStart(nowNs));

    /// <summary>True if a status request may be sent. Cancels do not ask.</summary>
    public bool HasRoomForCancel(long nowNs) => IsOutside(_limit.MessagesMax, WindowStart(nowNs));

    /// <summary>Messages that could be sent now if all were cancels. O(log MessagesMax).</summary>
    public int RoomForCancels(long nowNs)
    {
        long startNs = WindowStart(nowNs);
        int inside = 0;
        int outside = _limit.MessagesMax + 1;
        while (outside - inside > 1)
        {
            int middle = inside + ((outside - inside) / 2);
            if (IsOutside(middle, startNs))
                outside = middle;
            else
                inside = middle;
        }

        return _limit.MessagesMax - inside;
    }

    /// <summary>Counts a message. Cancels are counted whether there was room or not.</summary>
    public void Count(long nowNs)
    {
        WindowStart(nowNs);
        _newestNs = Math.Max(_newestNs, nowNs);
        _overwrittenNs[_count++ & (UndoMax - 1)] = _sentNs[_next];
        _sentNs[_next] = _newestNs;
        _next = _next + 1 == _sentNs.Length ? 0 : _next + 1;
    }

    /// <summary>
    /// Takes a <see cref="Count"/> of the same input back, whichever: all of them are as old. As often as it counted.
    /// </summary>
    public void Undo()
    {
        _next = _next == 0 ? _sentNs.Length - 1 : _next - 1;
        Debug.Assert(_sentNs[_next] != Never, "nothing was counted that could be taken back");
        _sentNs[_next] = _overwrittenNs[--_count & (UndoMax - 1)];
    }

    /// <summary>Saves, loads or hashes the send times, and where the next one goes. O(MessagesMax).</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_sentNs.Length);
        state.Value(ref _newestNs);
        state.Value(ref _next);
        state.Values(_sentNs.AsSpan());
    }

    /// <summary>True if the k-th latest message is outside the window, so that fewer than k lie in it.</summary>
    private bool IsOutside(int latestRank, long windowStartNs)
    {
        int index = _next - latestRank;
        return _sentNs[index < 0 ? index + _sentNs.Length : index] <= windowStartNs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long WindowStart(long nowNs) =>
        nowNs >= _newestNs ? nowNs - _limit.WindowNs : WindowStartOfStepBack(nowNs);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long WindowStartOfStepBack(long nowNs)
    {
        if (nowNs >= _newestNs - _limit.WindowNs)
            return _newestNs - _limit.WindowNs;

        Array.Fill(_sentNs, Never);
        _newestNs = nowNs;
        return nowNs - _limit.WindowNs;
    }
}
