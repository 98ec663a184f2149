using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Data;

/// <summary>
/// Rebuilds the book by price of one instrument and says when it is crossed or locked at the end of a message. One
/// finding for each time it becomes so, not for each message while it lasts.
/// </summary>
internal sealed class LevelCheck(FindingTable findings, string path)
{
    private readonly OrderBook _book = new(OrderBook.DefaultLevelCountMax);
    private BookShape _lastShape;

    /// <summary>Takes a change.</summary>
    public void Take(in DataRecord record)
    {
        if ((record.Flags & DataFlags.ClearsBook) != DataFlags.None)
            _book.Clear();

        if (record.Side != Side.None)
            _book.Apply(record.Side, [new Level { PriceTicks = record.PriceE9, QtyLots = record.QtyE8 }]);

        if ((record.Flags & DataFlags.EndOfMessage) == DataFlags.None)
            return;

        BookShape shape = _book.EndMessage();
        if (shape != _lastShape && shape is BookShape.Crossed or BookShape.Locked)
            Note(shape == BookShape.Crossed ? DataRules.Crossed : DataRules.Locked, in record);

        _lastShape = shape;
    }

    private void Note(DataRules rule, in DataRecord record)
    {
        foreach (DataRuleInfo info in DataRuleInfo.Of(rule))
        {
            if (findings.Count(info))
                findings.Exemplify(info, path, record.LineNumber, RecordText.Of(in record));
        }
    }
}
