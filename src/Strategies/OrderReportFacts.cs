using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>What strategies read out of an order report.</summary>
public static class OrderReportFacts
{
    /// <summary>The order will not fill any more.</summary>
    public static bool IsClosed(this in OrderReport report) =>
        report.OpenLots == 0 || report.Status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Rejected
            or OrderStatus.Expired or OrderStatus.Denied;

    /// <summary>Our risk or the venue refused an order that the strategy had wished for.</summary>
    public static bool IsRefused(this in OrderReport report) => !report.IsEngines &&
        (report.Kind == OrderReportKind.Denied || report.Status is OrderStatus.Rejected or OrderStatus.Denied);
}
