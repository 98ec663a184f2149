using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

[Collection(ByteCounting.Name)]
public sealed class GatewayAllocationTests
{
    [Fact]
    public void Sending_orders_and_reading_their_fills_allocates_nothing()
    {
        using GatewayBench bench = GatewayBench.Ready();
        bench.IsRecording = false;
        bench.OnOrder = Fill;
        long id = 0;
        Trade(count: 2_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Trade(count: 2_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4_000, bench.Gateway.Counters.ExecutionsReceived);

        void Trade(int count)
        {
            for (int i = 0; i < count; i++)
            {
                long expected = bench.EventCount + 1;
                EngineEvent order = GatewayBench.NewOrder(++id, priceTicks: 6_165_970, qtyLots: 1_500);
                bench.Gateway.Send(in order, bench.NowNs);
                while (bench.EventCount < expected)
                    bench.PollOnce();
            }
        }

        void Fill(in FixMessage order)
        {
            order.TryGet(FixTags.ClOrdID, out ReadOnlySpan<byte> clOrdId);
            bench.Venue.Session.TryBeginMessage(MsgTypes.ExecutionReport, bench.NowNs, out FixWriter writer);
            writer.Append(FixTags.OrderID, clOrdId);
            writer.Append(FixTags.ExecID, clOrdId);
            writer.Append(FixTags.ClOrdID, clOrdId);
            writer.AppendChar(FixTags.ExecType, 'F');
            writer.AppendChar(FixTags.OrdStatus, '2');
            writer.Append(FixTags.Symbol, "BTC-USDT"u8);
            writer.AppendChar(FixTags.Side, '1');
            writer.Append(FixTags.LastPx, "61659.70"u8);
            writer.Append(FixTags.LastQty, "0.01500"u8);
            writer.Append(FixTags.CumQty, "0.01500"u8);
            writer.AppendChar(FixTags.LeavesQty, '0');
            writer.Append(FixTags.Commission, "0.0000123"u8);
            bench.Venue.Session.Commit(ref writer, bench.NowNs);
        }
    }
}
