using System;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// A refusal in words: "POSITION_LIMIT: scope=instrument:BTCUSDT position=80 open=15 order=10 limit=100", and what
/// FIX calls it. For Text(58), consoles and logs; allocates.
/// </summary>
public static class DenialText
{
    private const int Other = 99;

    /// <summary>Category and values.</summary>
    /// <param name="verdict">Not Accepted.</param>
    /// <param name="scope">As <see cref="ScopeMap.NameOf"/> says it; empty for none.</param>
    /// <param name="values">Of the refusal.</param>
    /// <param name="orderLots">Quantity of the order.</param>
    /// <param name="units">How numbers are written; without, as the gate counts.</param>
    public static string Of(
        RiskVerdict verdict, string scope, in RiskDenial values, long orderLots, DenialUnits units = default)
    {
        var text = new StringBuilder(CodeOf(verdict));
        string separator = ": ";
        if (scope.Length > 0)
            Add(text, ref separator, "scope", scope);

        if (verdict == RiskVerdict.LegTooSmall)
        {
            Add(text, ref separator, "leg", units.OfLots(values.Used));
            Add(text, ref separator, "closing", units.OfLots(values.Change));
            Add(text, ref separator, "order", units.OfLots(orderLots));
            return text.ToString();
        }

        if ((values.Used | values.Change | values.Limit) == 0)
            return text.ToString();

        if (verdict == RiskVerdict.UnsupportedOrder)
        {
            Add(text, ref separator, "type", $"{(OrderType)values.Used}");
            Add(text, ref separator, "timeInForce", $"{(TimeInForce)values.Change}");
            return text.ToString();
        }

        if (verdict == RiskVerdict.TooLate)
        {
            Add(text, ref separator, "timeInForce", $"{(TimeInForce)values.Used}");
            Add(text, ref separator, "phase", $"{(SessionPhase)values.Change}");
            if (values.Limit > 0)
                Add(text, ref separator, "since", TimeOfDay(values.Limit));

            return text.ToString();
        }

        if (verdict is RiskVerdict.PositionLimit or RiskVerdict.Reducing or RiskVerdict.LossLimit)
        {
            Add(text, ref separator, "position", units.OfLots(values.Used));
            Add(text, ref separator, "open", units.OfLots(values.Change));
            Add(text, ref separator, "order", units.OfLots(orderLots));
            Add(text, ref separator, "limit", units.OfLots(values.Limit));
            return text.ToString();
        }

        long limit = values.Limit < 0 ? -values.Limit : values.Limit; // Minima are kept with their signs turned.
        long used = values.Limit < 0 && values.Used < 0 ? -values.Used : values.Used;
        Add(text, ref separator, "used", units.Of(verdict, used));
        if (values.Change != 0)
            Add(text, ref separator, "order", units.Of(verdict, values.Change));

        Add(text, ref separator, "limit", units.Of(verdict, limit));
        return text.ToString();
    }

    /// <summary>The verdict in capitals: PositionLimit is POSITION_LIMIT.</summary>
    public static string CodeOf(RiskVerdict verdict)
    {
        var code = new StringBuilder();
        foreach (char c in verdict.ToString())
        {
            if (char.IsUpper(c) && code.Length > 0)
                code.Append('_');

            code.Append(char.ToUpperInvariant(c));
        }

        return code.ToString();
    }

    /// <summary>OrdRejReason(103) of FIX 5.0 SP2.</summary>
    public static int OrdRejReason(RiskVerdict verdict) => verdict switch
    {
        RiskVerdict.UnknownInstrument => 1,
        RiskVerdict.SessionClosed => 2,
        RiskVerdict.TooLate => 4,
        RiskVerdict.PositionLimit or RiskVerdict.OpenOrderLimit or RiskVerdict.OrderQtyOutOfRange or
            RiskVerdict.LiquidityLimit or RiskVerdict.VolumeWindowLimit or RiskVerdict.GrossExposureLimit or
            RiskVerdict.NetExposureLimit or RiskVerdict.MessageRateLimit or RiskVerdict.LegTooSmall => 3,
        RiskVerdict.UnknownOrder => 5,
        RiskVerdict.DuplicateOrder => 6,
        RiskVerdict.SignalStale => 8,
        RiskVerdict.UnsupportedOrder => 11,
        RiskVerdict.QtyStep => 13,
        RiskVerdict.PriceOutsideBand or RiskVerdict.PriceOutsideDynamicBand or RiskVerdict.PriceOutOfRange or
            RiskVerdict.SweepCost => 16,
        RiskVerdict.PriceStep => 18,
        RiskVerdict.MarketDataUnfit or RiskVerdict.ReferenceStale or RiskVerdict.MarketDataUnreasonable => 19,
        RiskVerdict.Reducing or RiskVerdict.RepeatedExecution or RiskVerdict.RejectStorm or RiskVerdict.LossLimit or
            RiskVerdict.VolatilityLimit or RiskVerdict.StressLimit or RiskVerdict.ClusterLimit => 21,
        RiskVerdict.ShortSale => 22,
        RiskVerdict.CreditLimit or RiskVerdict.MarginLimit => 25,
        RiskVerdict.NotionalLimit => 27,
        RiskVerdict.SensitivityLimit => 28,
        _ => Other,
    };

    /// <summary>CxlRejReason(102), where the change of an order was refused.</summary>
    public static int CxlRejReason(RiskVerdict verdict) => verdict switch
    {
        RiskVerdict.TooLate => 0,
        RiskVerdict.UnknownOrder => 1,
        RiskVerdict.DuplicateOrder => 6,
        RiskVerdict.PriceOutsideBand or RiskVerdict.PriceOutsideDynamicBand or RiskVerdict.PriceOutOfRange => 8,
        RiskVerdict.PriceStep => 18,
        _ => Other,
    };

    private static string TimeOfDay(long ns) =>
        TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick).ToString("hh':'mm':'ss'Z'", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, ref string separator, string name, string value)
    {
        text.Append(separator).Append(name).Append('=').Append(value);
        separator = " ";
    }
}
