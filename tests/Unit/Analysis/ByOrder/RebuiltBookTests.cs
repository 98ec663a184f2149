using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.ByOrder;

/// <summary>
/// Books rebuilt order by order from recorded days, against what the data provider says the touch was.
/// </summary>
public sealed class RebuiltBookTests
{
    private const string Lobster = "data/lobster-aapl/AAPL_2012-06-21_34200000_";

    /// <summary>
    /// The messages are those within 50 levels: an order whose Add is not there is put in when ids as high as its own
    /// appear, and one that is never heard of again is taken out when it has left the 50 levels.
    /// </summary>
    [SharedDataFact]
    public void Lobster_messages_give_every_change_of_the_touch_that_its_book_file_has()
    {
        List<DataRecord> messages = Read(SharedData.PathOf(Lobster + "37800000_message_50.csv.gz"));
        List<DataRecord> quotes = Read(SharedData.PathOf(Lobster + "57600000_orderbook_1.csv.gz"));
        var rebuild = new LobsterRebuild(messages);
        int quoteIndex = 0;
        int changeCount = 0;
        (Level Bid, Level Ask) last = default;
        foreach (DataRecord message in messages)
        {
            rebuild.Apply(in message);
            (Level Bid, Level Ask) touch = rebuild.Touch();
            if (touch.Equals(last))
                continue;

            last = touch;
            changeCount++;
            while (quoteIndex < quotes.Count && quoteIndex > 0 && IsSame(quotes[quoteIndex], quotes[quoteIndex - 1]))
                quoteIndex++;

            DataRecord quote = quotes[quoteIndex++];
            Assert.True(
                (quote.BidPriceE9, quote.BidQtyE8, quote.AskPriceE9, quote.AskQtyE8) ==
                (LobsterRebuild.PriceE9(touch.Bid), LobsterRebuild.QtyE8(touch.Bid),
                    LobsterRebuild.PriceE9(touch.Ask), LobsterRebuild.QtyE8(touch.Ask)),
                $"message={message.LineNumber}, quote={quote.LineNumber}, touch={touch}");
        }

        Assert.Equal(23_440, changeCount);
        Assert.Equal(0, rebuild.RefusedCount);
    }

    /// <summary>
    /// No level-1 file of the same minutes is given; the trades are the oracle: what fills is first in the queue of
    /// the best price, for no more than it has, and no whole book is crossed.
    /// </summary>
    [SharedDataTheory]
    [InlineData("orderbooks_mbo_2024-05-08T00-00-00_2024-05-08T00-00-02.dbn.gz", 5)]
    [InlineData("esh4-glbx-mdp3-20231224.mbo.dbn.gz", 0)]
    public void Fills_of_a_dbn_book_are_always_of_the_first_order_at_the_touch(string name, int fillsExpected)
    {
        var book = new ByOrderBook(65_536, 16_384);
        int fillCount = 0;
        foreach (DataRecord record in Read(SharedData.PathOf("data/databento-mbo-nautilus/" + name)))
        {
            if (record.Kind == DataRecordKind.BookAction && record.Action == BookAction.Fill)
            {
                CheckFill(book, in record);
                fillCount++;
            }

            if (record.Kind == DataRecordKind.BookAction)
                DbnBook.Apply(book, in record);

            bool isWhole = (record.Flags & DataFlags.EndOfMessage) != DataFlags.None;
            Assert.False(isWhole && book.Shape == BookShape.Crossed, $"crossed at record {record.LineNumber}");
        }

        Assert.Equal(fillsExpected, fillCount);
        Assert.Equal(0, book.RefusedCount);
    }

    private static void CheckFill(ByOrderBook book, in DataRecord record)
    {
        Assert.True(book.TryFind(record.OrderId, out RestingOrder order), $"unknown at record {record.LineNumber}");
        Assert.True(book.TryBest(order.Side, out Level best));
        Assert.True(
            order.PriceTicks == best.PriceTicks && order.PriceTicks == record.PriceE9 && order.QtyLots >= record.QtyE8,
            $"record={record.LineNumber}, order={order}, best={best.PriceTicks}");
    }

    private static bool IsSame(in DataRecord left, in DataRecord right) =>
        (left.BidPriceE9, left.BidQtyE8, left.AskPriceE9, left.AskQtyE8) ==
        (right.BidPriceE9, right.BidQtyE8, right.AskPriceE9, right.AskQtyE8);

    private static List<DataRecord> Read(string path)
    {
        List<DataRecord> records = [];
        using DataFile file = DataFile.OpenOrThrow(path);
        while (file.TryRead(out DataRecord record))
            records.Add(record);

        return records;
    }
}
