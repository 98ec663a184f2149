using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Feeds.Files;

namespace LowLatencyEngine.Unit.Analysis.ByOrder;

/// <summary>Applies orders of a DBN file to a book, prices and quantities as they are in the record.</summary>
internal static class DbnBook
{
    public static ByOrderVerdict Apply(ByOrderBook book, in DataRecord record)
    {
        switch (record.Action)
        {
            case BookAction.Add:
                return book.Add(record.OrderId, record.Side, record.PriceE9, record.QtyE8);
            case BookAction.Modify:
                return book.Modify(record.OrderId, record.PriceE9, record.QtyE8);
            case BookAction.Cancel:
                return book.Cancel(record.OrderId, record.QtyE8);
            case BookAction.Clear:
                book.Clear();
                return ByOrderVerdict.Done;
            default:
                return ByOrderVerdict.Done; // A fill is followed by the cancel that takes it off.
        }
    }
}
