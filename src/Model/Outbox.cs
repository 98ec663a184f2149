using System;
using System.Diagnostics;

namespace LowLatencyEngine.Model;

/// <summary>
/// What the decision thread decides while it works on one input: strategies add wishes, risk writes its verdict into
/// them, the order table completes them, the journal keeps them, the venue thread sends them. Emptied before each
/// input. Decision thread
/// only; bounded; allocates nothing after construction.
/// </summary>
public sealed class Outbox(int capacity)
{
    private readonly EngineEvent[] _events = new EngineEvent[capacity];
    private EngineEvent _dropped; // Where a wish goes that found no room: written, never read.
    private long _droppedCount;
    private long _nextOrderId = 1;

    /// <summary>Outputs so far.</summary>
    public int Count { get; private set; }

    /// <summary>Most outputs that one input may cause.</summary>
    public int Capacity => _events.Length;

    /// <summary>
    /// Wishes that found no room since start. Not zero means that a strategy asks for too much at once.
    /// </summary>
    public long DroppedCount => _droppedCount;

    /// <summary>
    /// Next ClOrdID(11): rises by one with every order, replace and cancel, and is part of the state that replay
    /// restores.
    /// </summary>
    public long NextOrderId => _nextOrderId;

    /// <summary>Output <paramref name="index"/>, in place.</summary>
    public ref EngineEvent this[int index]
    {
        get
        {
            Debug.Assert((uint)index < (uint)Count);
            return ref _events[index];
        }
    }

    /// <summary>The outputs, oldest first.</summary>
    public ReadOnlySpan<EngineEvent> Events => _events.AsSpan(0, Count);

    /// <summary>Free slots.</summary>
    public int Room => _events.Length - Count;

    /// <summary>Forgets the outputs of the previous input.</summary>
    public void Clear() => Count = 0;

    /// <summary>Starts the ids of a new journal at <paramref name="firstOrderId"/>. Never goes back.</summary>
    public void StartOrderIdsAt(long firstOrderId) =>
        _nextOrderId = Math.Max(_nextOrderId, firstOrderId);

    /// <summary>
    /// Adds an output of <paramref name="kind"/> caused by <paramref name="cause"/> and gives it the next id; the
    /// caller fills in the rest. Where there is no room the output is dropped and counted, and its id is 0.
    /// </summary>
    public ref EngineEvent Add(EventKind kind, in EngineEvent cause)
    {
        Debug.Assert(kind.IsOutput());
        bool hasRoom = Count < _events.Length;
        ref EngineEvent output = ref _dropped;
        if (hasRoom)
            output = ref _events[Count++];
        else
            _droppedCount++;

        output = default;
        output.Kind = kind;
        output.Source = EventSource.Engine;
        output.SchemaVersion = EngineEvent.CurrentSchemaVersion;
        output.ReceiveTimestampNs = cause.ReceiveTimestampNs;
        output.InstrumentIndex = cause.InstrumentIndex;
        output.Flags = EventFlags.EndOfMessage;
        if (hasRoom && kind is (EventKind.NewOrder or EventKind.CancelOrder or EventKind.ReplaceOrder
            or EventKind.HoldOrder))
            output.Order.OrderId = _nextOrderId++;

        return ref output;
    }

    /// <summary>Puts a later output before an earlier one; those between move up by one. Ids stay.</summary>
    public void MoveUp(int source, int target)
    {
        Debug.Assert(target <= source && source < Count);
        EngineEvent moved = _events[source];
        Array.Copy(_events, target, _events, target + 1, source - target);
        _events[target] = moved;
    }

    /// <summary>Hands out the next id for an order that is sent by nobody here.</summary>
    public long TakeOrderId() => _nextOrderId++;

    /// <summary>
    /// Saves, loads or hashes what outlives an input: later ids, and what was dropped. Not the outputs: the next input
    /// begins without them.
    /// </summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _nextOrderId);
        state.Value(ref _droppedCount);
    }
}
