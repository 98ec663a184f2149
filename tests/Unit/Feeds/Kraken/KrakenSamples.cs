using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Kraken;

namespace LowLatencyEngine.Unit.Feeds.Kraken;

/// <summary>What the tests of Kraken's spot market share.</summary>
internal static class KrakenSamples
{
    public const string Session = "data/exchange-ws-cryptofeed/KRAKEN.jsonl.gz";

    /// <summary>The pairs of the recorded session, in ticks and lots of the texts.</summary>
    public static readonly string[] RecordedPairs =
    [
        "ADA/XBT 0.000000001 0.00000001", "ETH/CHF 0.00001 0.00000001", "GRT/ETH 0.000000001 0.00000001",
        "KSM/XBT 0.00000001 0.00000001", "OCEAN/XBT 0.000000001 0.00000001", "OMG/USD 0.000001 0.00000001",
        "SC/EUR 0.000001 0.00000001", "WAVES/EUR 0.000001 0.00000001", "XBT/CHF 0.00001 0.00000001",
        "XMR/USD 0.00000001 0.00000001",
    ];

    public static FeedSymbols Recorded { get; } = VenueSamples.Symbols(RecordedPairs);

    public static FeedSymbols Bitcoin { get; } =
        VenueSamples.Symbols("BTC/USD 0.01 0.00000001", "ETH/USD 0.01 0.00000001");

    /// <summary>
    /// Decodes, and writes the book messages behind the ticks as they are, each with its checksum for an update id.
    /// </summary>
    public static FrameVerdict Decode(
        IKrakenDecoder decoder, KrakenFrame frame, FeedSymbols symbols, byte[] bytes, EventBatch batch)
    {
        FrameVerdict verdict = decoder.Decode(bytes, JsonTwin.ReceiveTimestampNs, batch);
        foreach (ref readonly KrakenBookMessage book in frame.Books)
        {
            var writer = new BookWriter(batch, symbols[book.Position], JsonTwin.ReceiveTimestampNs);
            foreach (ref readonly KrakenLevel level in frame.LevelsOf(in book))
                writer.TryAdd(level.Side, in level.Level);

            writer.Complete(book.HasChecksum ? book.Checksum : -1, book.VenueTimestampNs, book.IsSnapshot);
        }

        return verdict;
    }

    public static readonly string[] SampleFramesV2 =
    [
        Snapshot,
        """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":105944.20,"qt""" +
            """y":0.250}],"asks":[],"checksum":2114181697,"timestamp":"2023-10-06T17:35:55.440295Z"}]}""",
        """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[{"price":105""" +
            """9443e-1,"qty":0}],"checksum":1},{"symbol":"ETH/USD","bids":[{"price":"1.5","qty":"1e-8"}],"a""" +
            """sks":[],"checksum":2}]}""",
        """{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":105944.2""" +
            """0,"qty":0.00027625,"ord_type":"limit","trade_id":10218208,"timestamp":"2023-10-06T17:35:55.4""" +
            """40295Z"},{"symbol":"DOGE/USD","side":"sell","price":1.123456789,"qty":1,"ord_type":"marke""" +
            """t","trade_id":1,"timestamp":"2023-10-06T17:35:56.123456Z"},{"symbol":"ETH/USD","side":"sel""" +
            """l","price":5910.50,"qty":1.24600000E-4,"ord_type":"market","trade_id":10218209,"timestam""" +
            """p":"2023-10-06T19:35:56.123456+02:00"}]}""",
        """{"channel":"trade","type":"snapshot","data":[{"symbol":"BTC/USD","side":"buy","price":105944""" +
            """.205,"qty":0.1,"ord_type":"limit","trade_id":1,"timestamp":"2023-10-06T17:35:55.440295Z"}]}""",
        """{"channel":"ticker","type":"snapshot","data":[{"symbol":"BTC/USD","bid":105944.20,"bid_qty":""" +
            """2.5,"ask":105944.30,"ask_qty":3.2,"last":105899.40,"change_pct":-0.24,"timestamp":"2022-12-2""" +
            """5T09:30:59.123456Z"}]}""",
    ];

    public const string Snapshot =
        """{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":105944.20""" +
            ""","qty":0.136},{"price":105935.40,"qty":0.024},{"price":105920.10,"qty":0.052}],"asks":[{"pri""" +
            """ce":105944.30,"qty":0.136},{"price":105946.90,"qty":0.095},{"price":105955.80,"qty":0.003}]""" +
            ""","checksum":2439117997,"timestamp":"2023-10-06T17:35:55.440295Z"}]}""";

    public static readonly string[] SampleFramesV1 =
    [
        """[992,{"as":[["5541.30000","2.50700000","1534614248.123678"],["5541.80000","0.33000000","1534""" +
            """614098.345543"]],"bs":[["5541.20000","1.52900000","1534614248.765567"],["5539.90000","0.3000""" +
            """0000","1534614241.769870"]]},"book-10","BTC/USD"]""",
        """[992,{"a":[["5541.30000","2.50700000","1534614248.456738","r"],["5542.50000","0.40100000","1""" +
            """534614248.456738"]],"c":"974942666"},"book-10","BTC/USD"]""",
        """[992,{"a":[["5541.30000","2.50700000","1534614248.456738"]]},{"b":[["5541.20000","0.0000000""" +
            """0","1534614335.345903"]],"c":"974942666"},"book-10","BTC/USD"]""",
        """[0,[["5541.20000","0.15850568","1534614057.321597","s","l",""],["6060.00000","0.02455000","1""" +
            """534614057.324998","b","l",""]],"trade","BTC/USD"]""",
        """[0,{"a":["5525.40000",1,"1.000"],"b":["5525.10000",1,"1.000"],"c":["5525.10000","0.0039896""" +
            """3"],"t":[4182,4209]},"ticker","ETH/USD"]""",
    ];
}
