using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LowLatencyEngine.Programs.Feeds;

/// <summary>Frames in the form that a venue documents, with numbers from a fixed seed.</summary>
internal static class MadeUpFrames
{
    private const int FrameCount = 256;

    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["binanceSpotBookTicker"] =
            "{'stream':'btcusdt@bookTicker','data':{'u':#ID,'s':'BTCUSDT','b':'#P000000','B':'#Q00'," +
            "'a':'#P000000','A':'#Q00'}}",
        ["binanceSpotTrade"] =
            "{'stream':'btcusdt@trade','data':{'e':'trade','E':#MS,'s':'BTCUSDT','t':#ID,'p':'#P000000'," +
            "'q':'#Q00','T':#MS,'m':true,'M':true}}",
        ["binanceSpotDepth"] =
            "{'stream':'btcusdt@depth@100ms','data':{'e':'depthUpdate','E':#MS,'s':'BTCUSDT','U':#ID,'u':#NEXT," +
            "'b':[#LEVELS],'a':[#LEVELS]}}",
        ["binanceUsdmBookTicker"] =
            "{'stream':'btcusdt@bookTicker','data':{'e':'bookTicker','u':#ID,'s':'BTCUSDT','b':'#T','B':'1.5'," +
            "'a':'#T','A':'2.510','T':#MS,'E':#MS}}",
        ["binanceUsdmTrade"] =
            "{'stream':'btcusdt@trade','data':{'e':'trade','E':#MS,'T':#MS,'s':'BTCUSDT','t':#ID,'p':'#T'," +
            "'q':'0.006','X':'MARKET','m':false}}",
        ["binanceUsdmDepth"] =
            "{'stream':'btcusdt@depth@0ms','data':{'e':'depthUpdate','E':#MS,'T':#MS,'s':'BTCUSDT','U':#ID," +
            "'u':#NEXT,'pu':#ID,'b':[['#T','0.014'],['#T','1.211']],'a':[['#T','0.786']]}}",
        ["binanceUsdmForceOrder"] =
            "{'stream':'btcusdt@forceOrder','data':{'e':'forceOrder','E':#MS,'o':{'s':'BTCUSDT','S':'SELL'," +
            "'o':'LIMIT','f':'IOC','q':'0.014','p':'#T','ap':'#T','X':'FILLED','l':'0.014','z':'0.014','T':#MS}}}",
        ["bybitOrderbook"] =
            "{'topic':'orderbook.200.BTCUSDT','type':'delta','ts':#MS,'data':{'s':'BTCUSDT','b':[['#T0','0.005']," +
            "['#T0','0']],'a':[['#T0','2.302'],['#T0','0']],'u':#ID,'seq':#ID},'cts':#MS}",
        ["bybitPublicTrade"] =
            "{'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':#MS,'data':[{'T':#MS,'s':'BTCUSDT','S':'Sell'," +
            "'v':'0.004','p':'#T0','L':'MinusTick','i':'a9188a0a-82bc-50de-be60-03eedbe3cdd7','BT':false,'seq':7}]}",
        ["bybitTickers"] =
            "{'topic':'tickers.BTCUSDT','type':'delta','data':{'symbol':'BTCUSDT','bid1Price':'#T0'," +
            "'bid1Size':'1.5','lastPrice':'#T0'},'cs':#ID,'ts':#MS}",
        ["coinbaseLevel2"] =
            "{'channel':'l2_data','timestamp':'#TIME','sequence_num':#ID,'events':[{'type':'update'," +
            "'product_id':'BTC-USD','updates':[{'side':'bid','event_time':'#TIME','price_level':'#P'," +
            "'new_quantity':'#Q00'},{'side':'offer','event_time':'#TIME','price_level':'#P','new_quantity':'0'}]}]}",
        ["coinbaseTrades"] =
            "{'channel':'market_trades','timestamp':'#TIME','sequence_num':#ID,'events':[{'type':'update'," +
            "'trades':[{'product_id':'BTC-USD','trade_id':'#ID','price':'#P','size':'#Q','time':'#TIME'," +
            "'side':'BUY'}]}]}",
        ["coinbaseTicker"] =
            "{'channel':'ticker','timestamp':'#TIME','sequence_num':#ID,'events':[{'type':'update','tickers':[{" +
            "'type':'ticker','product_id':'BTC-USD','price':'#P','best_bid':'#P','best_bid_quantity':'#Q'," +
            "'best_ask':'#P','best_ask_quantity':'#Q'}]}]}",
        ["krakenV1Book"] = "[992,{'a':[['#P','#Q','#SEC.123678']],'c':'974942666'},'book-1000','XMR/USD']",
        ["krakenV1Trade"] = "[0,[['#P','#Q','#SEC.321597','s','l','']],'trade','XMR/USD']",
        ["krakenV1Ticker"] = "[0,{'a':['#P',1,'#Q'],'b':['#P',1,'#Q'],'c':['#P','#Q']},'ticker','XMR/USD']",
        ["krakenV2Book"] =
            "{'channel':'book','type':'update','data':[{'symbol':'XMR/USD','bids':[{'price':#P,'qty':#Q}," +
            "{'price':#P,'qty':0}],'asks':[{'price':#P,'qty':#Q}],'checksum':2114181697,'timestamp':'#TIME'}]}",
        ["krakenV2Trade"] =
            "{'channel':'trade','type':'update','data':[{'symbol':'XMR/USD','side':'buy','price':#P,'qty':#Q," +
            "'ord_type':'limit','trade_id':10218208,'timestamp':'#TIME'}]}",
        ["krakenFuturesBook"] =
            "{'feed':'book','product_id':'PI_LTCUSD','side':'sell','seq':#ID,'price':#P,'qty':0.0,'timestamp':#MS}",
        ["krakenFuturesTrade"] =
            "{'feed':'trade','product_id':'PI_LTCUSD','uid':'05af78ac','side':'sell','type':'fill','seq':#ID," +
            "'time':#MS,'qty':15000,'price':#P}",
    };

    /// <summary>Frames of a kind.</summary>
    public static List<byte[]> Of(string name)
    {
        var random = new Random(Seed: 42);
        return [.. Enumerable.Range(0, FrameCount).Select(i => Encoding.ASCII.GetBytes(Fill(Forms[name], random, i)))];
    }

    private static string Fill(string form, Random random, int number)
    {
        string levels = string.Join(
            ',', Enumerable.Range(0, random.Next(1, 30)).Select(_ => $"['{Price(random)}000000','{Qty(random)}00']"));
        var text = new StringBuilder(form.Replace("#LEVELS", levels, StringComparison.Ordinal));
        text.Replace("#TIME", "2026-08-09T21:05:48.170326Z").Replace("#MS", Text(1_723_161_255_343L + number));
        text.Replace("#ID", Text(50_093_239_212L + number)).Replace("#NEXT", Text(50_093_239_300L + number));
        text.Replace("#P", Price(random)).Replace("#T", Price(random)[..^1]).Replace("#Q", Qty(random));
        return text.Replace("#SEC", Text(1_618_678_134L + number)).Replace('\'', '"').ToString();
    }

    private static string Price(Random random) => Text(random.Next(61_000, 62_000)) + "." + Text(random.Next(10, 99));

    private static string Qty(Random random) => "0." + Text(random.Next(100_000, 999_999));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
