using System.Globalization;

namespace LowLatencyEngine.Unit.Feeds.Bybit;

/// <summary>Frames as Bybit writes them, of BTCUSDT with tick 0.01 and lot 0.001.</summary>
internal static class BybitSamples
{
    /// <summary>All four parts of a quote.</summary>
    public const string WholeQuote = "'bid1Price':'99','bid1Size':'1','ask1Price':'101','ask1Size':'2',";

    public const string Granted = """{"success":true,"ret_msg":"","conn_id":"c","req_id":"","op":"subscribe"}""";

    public const string Refused = """{"success":false,"ret_msg":"Invalid topic","conn_id":"c","op":"subscribe"}""";

    public static readonly string Trades = Quoted(
        "{'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':1786310819681,'data':[" +
        "{'T':1786310819680,'s':'BTCUSDT','S':'Sell','v':'0.004','p':'100.20','L':'MinusTick'," +
        "'i':'a9188a0a-82bc-50de-be60-03eedbe3cdd7','BT':false,'seq':7}," +
        "{'T':1786310819681,'s':'BTCUSDT','S':'Buy','v':'0.010','p':'100.21','i':'77','BT':false}," +
        "{'T':1786310819682,'s':'BTCUSDT','S':'Buy','v':'500','p':'100','i':'78','BT':true}]}");

    public static readonly string[] All =
    [
        Book("snapshot", 1, 10), Book("delta", 2, 11), Trades, Granted, Refused,
        Ticker("snapshot", 12, WholeQuote), Ticker("delta", 13, "'bid1Price':'',"), Ticker("delta", 14, ""),
    ];

    /// <summary>A book frame with one bid, whose quantity in lots is its update id.</summary>
    public static string Book(string type, long updateId, long sequence) => Quoted(string.Create(
        CultureInfo.InvariantCulture,
        $"{{'topic':'orderbook.200.BTCUSDT','type':'{type}','ts':1786310818129,'data':{{'s':'BTCUSDT'," +
        $"'b':[['100.10','0.{updateId:000}']],'a':[['100.30','1.5']],'u':{updateId},'seq':{sequence}}}," +
        $"'cts':1786310818120}}"));

    /// <summary>A ticker with some fields of the quote.</summary>
    public static string Ticker(string type, long sequence, string fields) => Quoted(string.Create(
        CultureInfo.InvariantCulture,
        $"{{'topic':'tickers.BTCUSDT','type':'{type}','data':{{'symbol':'BTCUSDT',{fields}" +
        $"'lastPrice':'100.2'}},'cs':{sequence},'ts':1786310819276}}"));

    private static string Quoted(string text) => text.Replace('\'', '"');
}
