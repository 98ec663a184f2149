using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Journal;

/// <summary>Which records of a journal a command looks at; by default all. All conditions must hold.</summary>
internal sealed record RecordFilter
{
    /// <summary>None for every kind.</summary>
    public EventKind Kind { get; init; }

    /// <summary>What operators' acts are of, of the kind OperatorAct; None for all.</summary>
    public CommandKind Act { get; init; }

    /// <summary>Null for every instrument and for records of none.</summary>
    public int? InstrumentIndex { get; init; }

    /// <summary>Null for every order and for records of none.</summary>
    public long? OrderId { get; init; }

    /// <summary>Inclusive; 0 is the first there is.</summary>
    public long FromSequence { get; init; }

    /// <summary>Inclusive.</summary>
    public long ToSequence { get; init; } = long.MaxValue;

    /// <summary>Inclusive, time of receipt.</summary>
    public long FromNs { get; init; } = long.MinValue;

    /// <summary>Inclusive, time of receipt.</summary>
    public long ToNs { get; init; } = long.MaxValue;

    public bool HasTimes => FromNs != long.MinValue || ToNs != long.MaxValue;

    public bool Matches(in EngineEvent e) =>
        e.Sequence >= FromSequence && e.Sequence <= ToSequence &&
        e.ReceiveTimestampNs >= FromNs && e.ReceiveTimestampNs <= ToNs &&
        (Kind == EventKind.None || e.Kind == Kind) &&
        (Act == CommandKind.None || (e.Kind == EventKind.OperatorAct && e.Done.Kind == Act)) &&
        (InstrumentIndex is not int index || e.InstrumentIndex == index) &&
        (OrderId is not long orderId || IsAbout(in e, orderId));

    /// <summary>
    /// True for what was decided about the order, sent for it and reported of it, its cancels included.
    /// </summary>
    public static bool IsAbout(in EngineEvent e, long orderId) => e.Kind switch
    {
        EventKind.NewOrder or EventKind.ReplaceOrder or EventKind.CancelOrder or EventKind.StatusRequest
            or EventKind.OrderDenied =>
            e.Order.OrderId == orderId || e.Order.OriginalOrderId == orderId ||
            (e.Kind == EventKind.NewOrder && e.Order.ParentOrderId == orderId),
        EventKind.HoldOrder or EventKind.HeldOrderChange => e.Order.OrderId == orderId,
        EventKind.Execution or EventKind.CancelReject =>
            e.Execution.OrderId == orderId || e.Execution.RequestId == orderId,
        _ => false,
    };
}
