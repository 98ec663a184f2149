using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.Wire;

/// <summary>
/// The counterparty's FIX side: fills bids at once, leaves offers, cancels what it is asked to, and says when the order
/// that a tick causes has come. The counterparty's thread; 0 bytes.
/// </summary>
internal sealed class WireReports(FixConnection fix)
{
    private static readonly DecimalScale Price = DecimalScale.ParseStepOrThrow("0.01");

    private readonly byte[] _execId = new byte[20];
    private long _expectedTicks;
    private long _execCount;

    /// <summary>Orders so far.</summary>
    public long OrderCount { get; private set; }

    /// <summary>Bytes of the last order's message.</summary>
    public int OrderSizeBytes { get; private set; }

    /// <summary>The order that was expected has come.</summary>
    public bool HasMet { get; private set; }

    /// <summary>From now on a bid at this price is waited for.</summary>
    public void Expect(long priceTicks)
    {
        _expectedTicks = priceTicks;
        HasMet = false;
    }

    /// <summary>Reads and answers what is there. Returns when its bytes had been received.</summary>
    public long Answer(long nowNs)
    {
        if (!fix.Poll(nowNs))
            return 0;

        long receivedNs = Ticks.NowNs;
        while (fix.Session.TryTakeMessage(nowNs, out FixMessage message))
            Answer(in message, nowNs);

        fix.Flush();
        return receivedNs;
    }

    private void Answer(in FixMessage message, long nowNs)
    {
        if (message.MsgType == MsgTypes.NewOrderSingle)
            AnswerOrder(in message, nowNs);
        else if (message.MsgType == MsgTypes.OrderCancelRequest)
            Report(in message, 'C', nowNs);
    }

    private void AnswerOrder(in FixMessage message, long nowNs)
    {
        OrderCount++;
        OrderSizeBytes = message.Bytes.Length;
        message.TryGetChar(FixTags.Side, out byte side);
        message.TryGet(FixTags.Price, out ReadOnlySpan<byte> text);
        if (side == (byte)'1' && Price.TryParse(text, out long priceTicks) == DecimalVerdict.Ok)
            HasMet |= priceTicks == _expectedTicks;

        Report(in message, side == (byte)'1' ? 'F' : '0', nowNs);
    }

    /// <param name="message">What is answered.</param>
    /// <param name="what">F: filled whole; 0: accepted; C: canceled.</param>
    /// <param name="nowNs">Of the stamps.</param>
    private void Report(in FixMessage message, char what, long nowNs)
    {
        if (!fix.Session.TryBeginMessage(MsgTypes.ExecutionReport, nowNs, out FixWriter writer))
            throw new InvalidOperationException("the engine does not read its reports");

        message.TryGet(FixTags.ClOrdID, out ReadOnlySpan<byte> clOrdId);
        message.TryGet(FixTags.OrderQty, out ReadOnlySpan<byte> qty);
        message.TryGet(FixTags.Symbol, out ReadOnlySpan<byte> symbol);
        message.TryGet(FixTags.Side, out ReadOnlySpan<byte> side);
        bool isOriginal = message.TryGet(FixTags.OrigClOrdID, out ReadOnlySpan<byte> originalId);
        (++_execCount).TryFormat(_execId, out int execIdLength);
        writer.Append(FixTags.OrderID, isOriginal ? originalId : clOrdId);
        writer.Append(FixTags.ClOrdID, clOrdId);
        if (isOriginal)
            writer.Append(FixTags.OrigClOrdID, originalId);

        writer.Append(FixTags.ExecID, _execId.AsSpan(0, execIdLength));
        writer.AppendChar(FixTags.ExecType, what == 'C' ? '4' : what);
        writer.AppendChar(FixTags.OrdStatus, what switch { 'F' => '2', 'C' => '4', _ => '0' });
        writer.Append(FixTags.Symbol, symbol);
        writer.Append(FixTags.Side, side);
        if (what == 'F')
        {
            message.TryGet(FixTags.Price, out ReadOnlySpan<byte> price);
            writer.Append(FixTags.LastQty, qty);
            writer.Append(FixTags.LastPx, price);
        }

        writer.Append(FixTags.LeavesQty, what == '0' ? qty : "0"u8);
        writer.Append(FixTags.CumQty, what == 'F' ? qty : "0"u8);
        writer.Append(FixTags.AvgPx, "0"u8);
        writer.AppendTimestamp(FixTags.TransactTime, nowNs, FixTimePrecision.Milliseconds);
        fix.Session.Commit(ref writer, nowNs);
    }
}
