using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Counts what became of a strategy's orders: rejects in a row, storms of them, and how often it left a flat position.
/// Decision thread only; 0 bytes.
/// </summary>
internal sealed class Outcomes(RiskState state, RejectStorms storms, OperatorActs acts)
{
    /// <summary>Takes a report in, after it has moved exposures.</summary>
    /// <param name="report">What changed.</param>
    /// <param name="positionLotsBefore">Of the strategy in the instrument.</param>
    /// <param name="clock">Of the gate.</param>
    public void Count(in OrderReport report, long positionLotsBefore, RiskClock clock)
    {
        ref readonly ScopePath path = ref state.PathOf(report.StrategyIndex);
        int row = path[ScopePath.StrategyPlace];
        ref ScopeRow strategy = ref state.Rows[row];
        if (report is { Kind: OrderReportKind.Closed, Status: OrderStatus.Rejected })
        {
            strategy.RejectCount++;
            if (storms.Count(in path, clock))
                acts.CountHalt();
        }
        else if (report.Kind is OrderReportKind.Acknowledged or OrderReportKind.Filled or OrderReportKind.Replaced)
        {
            strategy.RejectCount = 0;
        }

        if (positionLotsBefore == 0 && state.ExposureOf(row, report.InstrumentIndex).PositionLots != 0)
            strategy.RepeatCount++;
    }
}
