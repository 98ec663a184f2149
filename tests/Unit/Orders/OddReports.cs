using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Reports that no venue should send, for <see cref="OrderStorm"/>.</summary>
internal static class OddReports
{
    /// <summary>The same with one thing about it that should not be.</summary>
    /// <param name="report">As a venue would send it.</param>
    /// <param name="random">Says what is odd.</param>
    /// <param name="orderId">Of its order.</param>
    /// <param name="replaceId">Of the replace on its way; 0 for none.</param>
    public static EngineEvent Of(EngineEvent report, Random random, long orderId, long replaceId)
    {
        ref Execution execution = ref report.Execution;
        switch (random.Next(9))
        {
            case 0:
                execution.CumQtyLots = random.Next(0, 12);
                break;
            case 1:
                execution.LeavesQtyLots = random.Next(0, 12);
                break;
            case 2:
                execution.Status = (OrderStatus)random.Next(1, 12);
                break;
            case 3:
                execution.LastQtyLots = long.MaxValue;
                break;
            case 4:
                execution.ExecIdHash = 0;
                break;
            case 5:
                report = OrderEvents.Resent(report);
                break;
            case 6:
                report.Kind = EventKind.CancelReject;
                execution.RejectReason = (ushort)random.Next(0, 2);
                execution.RequestId = random.Next(2) == 0 ? 0 : orderId;
                break;
            case 7:
                execution.OrderId = replaceId > 0 ? replaceId : orderId;
                break;
            default:
                break;
        }

        return report;
    }
}
