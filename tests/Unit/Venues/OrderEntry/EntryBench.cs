using System;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Unit.Venues.OrderEntry;

/// <summary>Writes what is asked for and shows it as text, without header and trailer.</summary>
internal sealed class EntryBench(VenueDialect dialect, string account = "", SelfTradeTags? selfTrades = null)
{
    public const long NowNs = 1_767_607_200_123_000_000; // 2026-01-05 10:00:00.123.

    private readonly byte[] _buffer = new byte[1_024];
    private readonly FixScanner _scanner = new();

    public delegate void Writing(OrderEntryWriter requests, ref FixWriter writer);

    public static InstrumentTable Instruments { get; } = new(
    [
        new Instrument(0, "EURUSD", "EURUSD", "USD", new DecimalScale(1, 5), new DecimalScale(1_000, 0), 1),
        new Instrument(1, "XAUUSD", "XAUUSD", "USD", new DecimalScale(1, 2), new DecimalScale(1, 0), 1),
    ]);

    public SymbolTable Symbols { get; } = new(Instruments, dialect.SymbolsAreIds);

    public static OrderEntryRequest Limit => new()
    {
        ClOrdId = 12, OriginalClOrdId = 11, PriceTicks = 108_345, QtyLots = 100, Side = Side.Buy,
        Type = OrderType.Limit, TimeInForce = TimeInForce.GoodTillCancel,
    };

    public string Text(int msgType, Writing write)
    {
        int length = Write(msgType, write);
        string text = Encoding.ASCII.GetString(_buffer, 0, length).Replace('\u0001', '|');
        int start = text.IndexOf("|35=", StringComparison.Ordinal) + 1;
        return text[start..text.LastIndexOf("10=", StringComparison.Ordinal)];
    }

    public int Write(int msgType, Writing write)
    {
        var writer = new FixWriter(_buffer, Encoding.ASCII.GetBytes(dialect.BeginString), msgType);
        write(Requests, ref writer);
        return writer.TryFinish(out int length) ? length : throw new InvalidOperationException("did not fit");
    }

    public OrderEntryWriter Requests =>
        field ??= new OrderEntryWriter(dialect, Instruments, Symbols, FixTimePrecision.Milliseconds, account)
        {
            SelfTrades = selfTrades,
        };

    public FixMessage Received(string fields) => _scanner.Scan(Bytes(fields));

    public static byte[] Bytes(string fields) =>
        Encoding.ASCII.GetBytes(("8=FIX.4.4|9=0|" + fields + "10=000|").Replace('|', '\u0001'));
}
