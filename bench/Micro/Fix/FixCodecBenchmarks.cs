using System;
using System.Text;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Micro.Fix;

/// <summary>
/// One ExecutionReport of 26 fields read, one NewOrderSingle of 17 written. Gate: 0 bytes allocated. Time is reported,
/// not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class FixCodecBenchmarks
{
    private const int MessageSizeBytesMax = 4_096;
    private const long NowNs = 1_768_487_400_000_000_000;

    private readonly FixScanner _scanner = new();
    private readonly byte[] _target = new byte[512];
    private byte[] _report = [];

    [GlobalSetup]
    public void WriteReport()
    {
        var writer = new FixWriter(_target, "FIX.4.4"u8, MsgTypes.ExecutionReport);
        writer.AppendFields(Encoding.ASCII.GetBytes(
            "34=52817|49=VENUE|52=20260115-14:30:00.000|56=ENGINE|37=V00017254|11=1000123|17=E00031764|150=F|39=1|" +
            "1=ACCOUNT1|55=BTC-USDT|54=2|38=0.50000|40=2|44=61659.70|59=0|32=0.20000|31=61659.80|151=0.30000|" +
            "14=0.20000|6=61659.80|60=20260115-14:29:59.998|".Replace('|', '\u0001')));
        writer.TryFinish(out int length);
        _report = _target.AsSpan(0, length).ToArray();
    }

    [Benchmark]
    public long FrameAndScan()
    {
        FixFramer.TryFrame(_report, MessageSizeBytesMax, out int length);
        return _scanner.Scan(_report.AsSpan(0, length)).MsgSeqNum;
    }

    [Benchmark]
    public long FrameScanAndReadTen()
    {
        FixFramer.TryFrame(_report, MessageSizeBytesMax, out int length);
        FixMessage message = _scanner.Scan(_report.AsSpan(0, length));
        long sum = 0;
        sum += message.TryGet(FixTags.OrderID, out ReadOnlySpan<byte> orderId) ? orderId.Length : 0;
        sum += message.TryGetInt64(FixTags.ClOrdID, out long clOrdId) ? clOrdId : 0;
        sum += message.TryGet(FixTags.ExecID, out ReadOnlySpan<byte> execId) ? execId.Length : 0;
        sum += message.TryGetChar(FixTags.ExecType, out byte execType) ? execType : 0;
        sum += message.TryGetChar(FixTags.OrdStatus, out byte status) ? status : 0;
        sum += message.TryGet(FixTags.LastQty, out ReadOnlySpan<byte> lastQty) ? lastQty.Length : 0;
        sum += message.TryGet(FixTags.LastPx, out ReadOnlySpan<byte> lastPx) ? lastPx.Length : 0;
        sum += message.TryGet(FixTags.LeavesQty, out ReadOnlySpan<byte> leavesQty) ? leavesQty.Length : 0;
        sum += message.TryGet(FixTags.CumQty, out ReadOnlySpan<byte> cumQty) ? cumQty.Length : 0;
        sum += message.TryGetTimestampNs(FixTags.TransactTime, out long timestampNs) ? timestampNs : 0;
        return sum;
    }

    [Benchmark]
    public int WriteNewOrder()
    {
        var writer = new FixWriter(_target, "FIX.4.4"u8, MsgTypes.NewOrderSingle);
        writer.Append(FixTags.MsgSeqNum, 52_817);
        writer.Append(FixTags.SenderCompID, "ENGINE"u8);
        writer.AppendTimestamp(FixTags.SendingTime, NowNs, FixTimePrecision.Milliseconds);
        writer.Append(FixTags.TargetCompID, "VENUE"u8);
        writer.Append(FixTags.ClOrdID, 1_000_123);
        writer.Append(1, "ACCOUNT1"u8);
        writer.Append(FixTags.Symbol, "BTC-USDT"u8);
        writer.AppendChar(FixTags.Side, '2');
        writer.AppendTimestamp(FixTags.TransactTime, NowNs, FixTimePrecision.Milliseconds);
        writer.Append(FixTags.OrderQty, "0.50000"u8);
        writer.AppendChar(FixTags.OrdType, '2');
        writer.Append(FixTags.Price, "61659.70"u8);
        writer.AppendChar(FixTags.TimeInForce, '0');
        writer.TryFinish(out int length);
        return length;
    }
}
