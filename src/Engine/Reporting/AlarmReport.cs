using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// Lots of a held order that filled although they were not to, which are neither undone nor acknowledged. The names are
/// a contract with scripts.
/// </summary>
/// <param name="OrderId">The held order that filled; `lle cancel` with it acknowledges.</param>
/// <param name="Symbol">Its instrument.</param>
/// <param name="Side">That filled; what undoes it is on the other.</param>
/// <param name="Alarm">BothFilled or Unprotected.</param>
/// <param name="Left">Quantity that is not undone.</param>
/// <param name="Tries">Orders that were to undo it.</param>
/// <param name="LastRefusal">Why the latest of those was refused; empty where it was not.</param>
/// <param name="IsStopped">An operator has cancelled, halted or flattened there: nothing is tried any more.</param>
/// <param name="Strategy">Whose order it was; operator for an operator's.</param>
public sealed record AlarmReport(
    long OrderId,
    string Symbol,
    string Side,
    string Alarm,
    string Left,
    int Tries,
    string LastRefusal,
    bool IsStopped,
    string Strategy)
{
    /// <summary>Every alarm, the oldest first. Only where the decision thread has stopped, or in a replay.</summary>
    public static IReadOnlyList<AlarmReport> Of(DecisionState state)
    {
        var reports = new List<AlarmReport>();
        HeldAlarms alarms = state.Held.Orders.Alarms;
        for (int i = 0; i < alarms.Count; i++)
            reports.Add(Of(in alarms[i], state));

        return reports;
    }

    /// <summary>One line for people: what happened, what was done about it, what to do.</summary>
    public string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"alarm: order={OrderId}, {Symbol} {Side} {Left} filled although {Why}; {Done}; close it yourself if need " +
        $"be, then acknowledge with 'lle cancel {OrderId}'");

    private string Why => Alarm == nameof(HeldChange.BothFilled)
        ? "only one of two orders was to fill"
        : "it and the orders that were to close it had ended";

    private string Done
    {
        get
        {
            if (IsStopped)
                return "nothing is tried any more, because an operator has stopped it";

            if (Tries == 0)
                return "no order has been sent to undo it";

            string refusal = LastRefusal.Length == 0 ? "" : $", lastRefusal={LastRefusal}";
            return string.Create(CultureInfo.InvariantCulture, $"not undone yet, tries={Tries}{refusal}");
        }
    }

    private static AlarmReport Of(in HeldAlarm alarm, DecisionState state)
    {
        Instrument instrument = state.Instruments[alarm.InstrumentIndex];
        bool isOperators = alarm.StrategyIndex == OrderRequest.OperatorStrategyIndex;
        return new AlarmReport(
            alarm.OrderId,
            instrument.Symbol,
            alarm.Side.ToString(),
            alarm.Cause.ToString(),
            instrument.Qty.ToString(alarm.LeftLots),
            alarm.TryCount,
            alarm.LastVerdict == RiskVerdict.Accepted ? "" : alarm.LastVerdict.ToString(),
            alarm.Is(AlarmMarks.Stopped),
            isOperators ? "operator" : state.Strategies[alarm.StrategyIndex].Name);
    }
}
