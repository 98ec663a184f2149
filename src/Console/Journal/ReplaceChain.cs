using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Journal;

/// <summary>
/// The ids under which one order is known: its own, then that of each replace, under which later reports name it; of an
/// order that the engine holds, those of its parts and their replaces too.
/// </summary>
internal sealed class ReplaceChain(long rootId)
{
    private readonly List<long> _ids = [rootId];

    /// <summary>ClOrdID(11) of the order itself.</summary>
    public long RootId { get; } = rootId;

    /// <summary>
    /// The order that a request with this id replaces or cancels, or of which it is a part; null where the record is
    /// not that request.
    /// </summary>
    public static long? RootOf(in EngineEvent e, long requestId)
    {
        if (e.Kind == EventKind.NewOrder && e.Order.OrderId == requestId && e.Order.ParentOrderId != 0)
            return e.Order.ParentOrderId;

        bool isRequest = e.Kind is EventKind.ReplaceOrder or EventKind.CancelOrder or EventKind.OrderDenied;
        return isRequest && e.Order.OrderId == requestId && e.Order.OriginalOrderId != 0
            ? e.Order.OriginalOrderId
            : null;
    }

    /// <summary>True if the record is about the order. Records come in the order of the journal.</summary>
    public bool Takes(in EngineEvent e)
    {
        bool isReplace = e.Kind == EventKind.ReplaceOrder && _ids.Contains(e.Order.OriginalOrderId);
        bool isPart = e.Kind == EventKind.NewOrder && e.Order.ParentOrderId == RootId;
        if (isReplace || isPart)
            _ids.Add(e.Order.OrderId);

        foreach (long id in _ids)
        {
            if (RecordFilter.IsAbout(in e, id))
                return true;
        }

        return false;
    }
}
