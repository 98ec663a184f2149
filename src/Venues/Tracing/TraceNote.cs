namespace LowLatencyEngine.Venues.Tracing;

/// <summary>What a trace has to say about a message beyond the state it leads to.</summary>
public enum TraceNote : byte
{
    None = 0,

    /// <summary>Not about an order.</summary>
    NotAnOrder = 1,

    /// <summary>Said before, by ExecID(17) or by (OrderID(37), CumQty(14)): nothing has changed.</summary>
    Duplicate = 2,

    /// <summary>Older than what is known: noted, and the state stays.</summary>
    Late = 3,

    /// <summary>The order was not sent in this log; its state is taken as reported.</summary>
    Adopted = 4,

    /// <summary>A new order under an id that is in use: the first order stays as it is.</summary>
    DuplicateClOrdID = 5,

    /// <summary>The counterparty, or this log, knows no such order.</summary>
    UnknownOrder = 6,

    /// <summary>ExecRefID(19) names no execution of this log; the reported totals are taken.</summary>
    UnknownExecution = 7,

    /// <summary>A correction or cancel of an execution that is canceled already: ignored.</summary>
    AlreadyCanceled = 8,
}
