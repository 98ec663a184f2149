namespace LowLatencyEngine.Analysis.ByOrder;

/// <summary>What became of a change to a book by order. Anything but Done leaves the book as it was.</summary>
public enum ByOrderVerdict : byte
{
    Done = 0,

    /// <summary>No such order: it rested before the first message, or messages are missing.</summary>
    UnknownOrder = 1,

    /// <summary>An order with this id rests already.</summary>
    DuplicateOrder = 2,

    /// <summary>Zero, negative, or more than the order has.</summary>
    WrongQty = 3,

    /// <summary>No room for another order or level.</summary>
    Full = 4,
}
