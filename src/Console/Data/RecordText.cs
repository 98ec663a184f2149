using System;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Data;

/// <summary>A record of a data file in words.</summary>
internal static class RecordText
{
    private static readonly DecimalScale Price = new(1, DataRecord.PriceDecimals);
    private static readonly DecimalScale Qty = new(1, DataRecord.QtyDecimals);

    /// <summary>Time, kind and numbers.</summary>
    public static string Of(in DataRecord record) =>
        record.Kind == DataRecordKind.Refused
            ? $"cannot be read: {record.Verdict}"
            : $"{TimeOf(record.TimestampNs)} {NameOf(record.Kind)} {NumbersOf(in record)}";

    /// <summary>UTC with nanoseconds.</summary>
    public static string TimeOf(long timestampNs) =>
        $"{DateTime.UnixEpoch.AddTicks(timestampNs / 100):yyyy-MM-ddTHH:mm:ss}.{timestampNs % 1_000_000_000:D9}Z";

    /// <summary>Lower case with dashes.</summary>
    public static string NameOf(DataRecordKind kind) => kind switch
    {
        DataRecordKind.BookAction => "book-action",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Without zeros at the end.</summary>
    public static string PriceOf(long priceE9) => Trim(Price.ToString(priceE9));

    /// <summary>Without zeros at the end.</summary>
    public static string QtyOf(long qtyE8) => Trim(Qty.ToString(qtyE8));

    private static string NumbersOf(in DataRecord record)
    {
        string side = record.Side == Side.None ? "" : record.Side.ToString().ToLowerInvariant() + " ";
        return record.Kind switch
        {
            DataRecordKind.Quote or DataRecordKind.Depth =>
                $"bid {PriceOf(record.BidPriceE9)} x {QtyOf(record.BidQtyE8)}, " +
                $"ask {PriceOf(record.AskPriceE9)} x {QtyOf(record.AskQtyE8)}",
            DataRecordKind.Bar =>
                $"{side}open {PriceOf(record.OpenE9)}, high {PriceOf(record.HighE9)}, low {PriceOf(record.LowE9)}, " +
                $"close {PriceOf(record.CloseE9)}, volume {QtyOf(record.VolumeE8)}",
            DataRecordKind.BookAction =>
                $"{record.Action.ToString().ToLowerInvariant()} {side}order {record.OrderId}, " +
                $"{PriceOf(record.PriceE9)} x {QtyOf(record.QtyE8)}",
            DataRecordKind.Definition => $"tick {PriceOf(record.PriceE9)}",
            _ => $"{side}{PriceOf(record.PriceE9)} x {QtyOf(record.QtyE8)}",
        };
    }

    private static string Trim(string text) =>
        text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
