using System;
using System.Text;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Programs.FixEngine;

/// <summary>
/// The two messages that are measured: an ExecutionReport(35=8) of 26 fields and a NewOrderSingle(35=D) of 17.
/// </summary>
internal static class FixMessages
{
    private const int SizeBytesMax = 4_096;
    private const int Account = 1;
    private const long NowNs = 1_768_487_400_123_000_000;

    /// <summary>A report as bytes.</summary>
    public static byte[] Report(long msgSeqNum)
    {
        var target = new byte[512];
        var writer = new FixWriter(target, "FIX.4.4"u8, MsgTypes.ExecutionReport);
        string fields =
            $"34={msgSeqNum}|49=BROKER|52=20260115-14:30:00.123|56=CLIENT|37=ORD000123456|11=CL000123456|" +
            "17=EX000123456|150=F|39=1|1=ACC12345|55=EURUSD|54=1|38=100000|40=2|44=1.08345|59=0|32=40000|31=1.08340|" +
            "151=60000|14=40000|6=1.08340|60=20260115-14:30:00.120|";
        writer.AppendFields(Encoding.ASCII.GetBytes(fields.Replace('|', '\u0001')));
        writer.TryFinish(out int length);
        return target[..length];
    }

    /// <summary>Frames, checks and indexes a message.</summary>
    public static long Parse(FixScanner scanner, byte[] message)
    {
        FixFramer.TryFrame(message, SizeBytesMax, out int length);
        return scanner.Scan(message.AsSpan(0, length)).MsgSeqNum;
    }

    /// <summary>The same, and reads five texts, four numbers and a time.</summary>
    public static long ParseAndReadTen(FixScanner scanner, byte[] bytes)
    {
        FixFramer.TryFrame(bytes, SizeBytesMax, out int length);
        FixMessage message = scanner.Scan(bytes.AsSpan(0, length));
        long sum = message.TryGet(FixTags.OrderID, out ReadOnlySpan<byte> orderId) ? orderId.Length : 0;
        sum += message.TryGet(FixTags.ClOrdID, out ReadOnlySpan<byte> clOrdId) ? clOrdId.Length : 0;
        sum += message.TryGet(FixTags.ExecID, out ReadOnlySpan<byte> execId) ? execId.Length : 0;
        sum += message.TryGetChar(FixTags.ExecType, out byte execType) ? execType : 0;
        sum += message.TryGetChar(FixTags.OrdStatus, out byte status) ? status : 0;
        sum += message.TryGetInt64(FixTags.LastQty, out long lastQty) ? lastQty : 0;
        sum += message.TryGet(FixTags.LastPx, out ReadOnlySpan<byte> lastPx) ? lastPx.Length : 0;
        sum += message.TryGetInt64(FixTags.LeavesQty, out long leavesQty) ? leavesQty : 0;
        sum += message.TryGetInt64(FixTags.CumQty, out long cumQty) ? cumQty : 0;
        sum += message.TryGetTimestampNs(FixTags.TransactTime, out long timestampNs) ? timestampNs : 0;
        return sum;
    }

    /// <summary>Writes an order with length and checksum.</summary>
    public static long WriteOrder(byte[] target)
    {
        var writer = new FixWriter(target, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
        writer.Append(FixTags.MsgSeqNum, 1_234);
        writer.Append(FixTags.SenderCompID, "CLIENT"u8);
        writer.AppendTimestamp(FixTags.SendingTime, NowNs, FixTimePrecision.Milliseconds);
        writer.Append(FixTags.TargetCompID, "BROKER"u8);
        AppendOrder(ref writer, NowNs);
        writer.TryFinish(out int length);
        return length;
    }

    /// <summary>The order's own fields.</summary>
    public static void AppendOrder(ref FixWriter writer, long nowNs)
    {
        writer.Append(FixTags.ClOrdID, "CL000123456"u8);
        writer.Append(Account, "ACC12345"u8);
        writer.Append(FixTags.Symbol, "EURUSD"u8);
        writer.AppendChar(FixTags.Side, '1');
        writer.AppendTimestamp(FixTags.TransactTime, nowNs, FixTimePrecision.Milliseconds);
        writer.Append(FixTags.OrderQty, 100_000);
        writer.AppendChar(FixTags.OrdType, '2');
        writer.Append(FixTags.Price, "1.08345"u8);
        writer.AppendChar(FixTags.TimeInForce, '0');
    }

    /// <summary>The report's own fields.</summary>
    public static void AppendReport(ref FixWriter writer, long nowNs)
    {
        writer.Append(FixTags.OrderID, "ORD000123456"u8);
        writer.Append(FixTags.ClOrdID, "CL000123456"u8);
        writer.Append(FixTags.ExecID, "EX000123456"u8);
        writer.AppendChar(FixTags.ExecType, 'F');
        writer.AppendChar(FixTags.OrdStatus, '1');
        writer.Append(Account, "ACC12345"u8);
        writer.Append(FixTags.Symbol, "EURUSD"u8);
        writer.AppendChar(FixTags.Side, '1');
        writer.Append(FixTags.OrderQty, 100_000);
        writer.AppendChar(FixTags.OrdType, '2');
        writer.Append(FixTags.Price, "1.08345"u8);
        writer.AppendChar(FixTags.TimeInForce, '0');
        writer.Append(FixTags.LastQty, 40_000);
        writer.Append(FixTags.LastPx, "1.08340"u8);
        writer.Append(FixTags.LeavesQty, 60_000);
        writer.Append(FixTags.CumQty, 40_000);
        writer.Append(FixTags.AvgPx, "1.08340"u8);
        writer.AppendTimestamp(FixTags.TransactTime, nowNs, FixTimePrecision.Milliseconds);
    }
}
