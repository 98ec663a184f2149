using System;
using System.Globalization;
using System.Text;

namespace LowLatencyEngine.Programs.Wire;

/// <summary>
/// Frames of a Binance stream as they lie on the wire, their numbers written in place. One thread; 0 bytes.
/// </summary>
internal sealed class TickFrame
{
    private const int PriceDigits = 7; // 60000.00
    private const int IdDigits = 12;
    private const int HeaderBytes = 4;
    private const string Id = "000000000000";

    private readonly byte[] _bytes;
    private readonly int[] _idOffsets;
    private readonly int _bidOffset;
    private readonly int _askOffset;

    private TickFrame(string json)
    {
        byte[] payload = Encoding.ASCII.GetBytes(json);
        if (payload.Length is < 126 or > ushort.MaxValue)
            throw new ArgumentException($"a frame of this length has another head: lengthBytes={payload.Length}");

        _bytes = new byte[HeaderBytes + payload.Length];
        _bytes[0] = 0x81; // FIN, text.
        _bytes[1] = 126;
        _bytes[2] = (byte)(payload.Length >> 8);
        _bytes[3] = (byte)payload.Length;
        payload.CopyTo(_bytes, HeaderBytes);
        int first = _bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Id));
        int last = _bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Id));
        _idOffsets = first == last ? [first] : [first, last];
        _bidOffset = _bytes.AsSpan().IndexOf("11111.11"u8);
        _askOffset = _bytes.AsSpan().IndexOf("22222.22"u8);
    }

    /// <summary>The whole frame.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>bookTicker: best prices.</summary>
    public static TickFrame Ticker() => new(
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":" + Id + ",\"s\":\"BTCUSDT\"," +
        "\"b\":\"11111.11000000\",\"B\":\"1.00000000\",\"a\":\"22222.22000000\",\"A\":\"1.00000000\"}}");

    /// <summary>depthUpdate: the best level of each side.</summary>
    public static TickFrame Depth() => new(
        "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1700000000000,\"s\":\"BTCUSDT\"," +
        "\"U\":" + Id + ",\"u\":" + Id + ",\"b\":[[\"11111.11000000\",\"1.00000000\"]]," +
        "\"a\":[[\"22222.22000000\",\"1.00000000\"]]}}");

    /// <summary>A snapshot with one level a side.</summary>
    public static string Snapshot(long updateId, long bidTicks) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"lastUpdateId\":{updateId},\"bids\":[[\"{bidTicks / 100m:F2}000000\",\"1.00000000\"]]," +
        $"\"asks\":[[\"{(bidTicks + 1) / 100m:F2}000000\",\"1.00000000\"]]}}");

    /// <summary>Writes the numbers; the offer is a tick above the bid. Ids have twelve digits, the first a 1.</summary>
    public void Set(long updateId, long bidTicks)
    {
        foreach (int offset in _idOffsets)
            Write(offset, IdDigits, updateId, pointAfter: -1);

        Write(_bidOffset, PriceDigits, bidTicks, pointAfter: PriceDigits - 2);
        Write(_askOffset, PriceDigits, bidTicks + 1, pointAfter: PriceDigits - 2);
    }

    private void Write(int offset, int digits, long value, int pointAfter)
    {
        int length = pointAfter < 0 ? digits : digits + 1;
        for (int i = length - 1; i >= 0; i--)
        {
            if (i == pointAfter)
                continue;

            _bytes[offset + i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}
