using System;
using System.Buffers;
using System.IO;
using System.Text.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The venue's own record of orders: a line of JSON for every order message received and every report made. Each line
/// is handed to the operating system before the venue goes on, so that whatever happens to the client, the two accounts
/// can be compared. Under the venue's lock. Without a path it writes nothing.
/// </summary>
/// <remarks>
/// <code>
/// {"timeNs":1,"dir":"in","msgType":"D","clOrdId":"7","symbol":"BTCUSDT","side":"Buy",...,"price":"61000.00"}
/// {"timeNs":2,"dir":"out","msgType":"8","execType":"Trade","clOrdId":"7","orderId":"v-1","execId":"v-2",...}
/// </code>
/// </remarks>
internal sealed class VenueLog : IDisposable
{
    private readonly IClock _clock;
    private readonly FileStream? _file;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Creates the file anew, and its folder.</summary>
    public VenueLog(string? path, IClock clock)
    {
        _clock = clock;
        _json = new Utf8JsonWriter(_line);
        if (path is null)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    public void Received(VenueNewOrder order)
    {
        if (_file is null)
            return;

        Begin("in", "D", order.ClOrdId);
        _json.WriteString("symbol"u8, order.Symbol);
        _json.WriteString("side"u8, order.Side.ToString());
        _json.WriteString("type"u8, order.Type.ToString());
        _json.WriteString("tif"u8, order.TimeInForce.ToString());
        _json.WriteString("qty"u8, order.Qty);
        _json.WriteString("price"u8, order.Price);
        if (order.StopPrice is not null)
            _json.WriteString("stopPrice"u8, order.StopPrice);

        End();
    }

    public void Received(VenueCancel cancel)
    {
        if (_file is null)
            return;

        Begin("in", "F", cancel.ClOrdId);
        _json.WriteString("origClOrdId"u8, cancel.OrigClOrdId);
        _json.WriteString("symbol"u8, cancel.Symbol);
        End();
    }

    public void Received(VenueReplace replace)
    {
        if (_file is null)
            return;

        Begin("in", "G", replace.Ids.ClOrdId);
        _json.WriteString("origClOrdId"u8, replace.Ids.OrigClOrdId);
        _json.WriteString("symbol"u8, replace.Ids.Symbol);
        _json.WriteString("qty"u8, replace.Qty);
        _json.WriteString("price"u8, replace.Price);
        End();
    }

    public void Received(VenueStatusQuery query)
    {
        if (_file is null)
            return;

        Begin("in", "H", query.ClOrdId);
        _json.WriteString("symbol"u8, query.Symbol);
        End();
    }

    public void Made(VenueReport report)
    {
        if (_file is null)
            return;

        Begin("out", report.IsCancelReject ? "9" : "8", report.ClOrdId);
        if (!report.IsCancelReject)
            _json.WriteString("execType"u8, report.ExecType.ToString());

        if (report.OrigClOrdId is not null)
            _json.WriteString("origClOrdId"u8, report.OrigClOrdId);

        _json.WriteString("orderId"u8, report.OrderId);
        _json.WriteString("execId"u8, report.ExecId);
        _json.WriteString("symbol"u8, report.Symbol);
        _json.WriteString("side"u8, report.Side.ToString());
        _json.WriteString("status"u8, report.Status.ToString());
        if (report.Instrument is { } instrument)
            WriteNumbers(report, instrument);

        if (report.Text.Length > 0)
            _json.WriteString("text"u8, report.Text);

        End();
    }

    public void Dispose()
    {
        _json.Dispose();
        _file?.Dispose();
    }

    private void WriteNumbers(VenueReport report, Instrument instrument)
    {
        _json.WriteString("lastPx"u8, instrument.Price.ToString(report.LastPriceTicks));
        _json.WriteString("lastQty"u8, instrument.Qty.ToString(report.LastQtyLots));
        _json.WriteString("cumQty"u8, instrument.Qty.ToString(report.CumQtyLots));
        _json.WriteString("leavesQty"u8, instrument.Qty.ToString(report.LeavesQtyLots));
        _json.WriteString("commission"u8, instrument.Money.ToString(report.FeeTickLots));
    }

    private void Begin(string direction, string msgType, string clOrdId)
    {
        _json.WriteStartObject();
        _json.WriteNumber("timeNs"u8, _clock.NowNs);
        _json.WriteString("dir"u8, direction);
        _json.WriteString("msgType"u8, msgType);
        _json.WriteString("clOrdId"u8, clOrdId);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        _file!.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }
}
