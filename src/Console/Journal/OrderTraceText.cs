using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Console.Journal;

/// <summary>An order's trace as `lle why` prints it: a line a step for people, or one JSON object.</summary>
internal sealed class OrderTraceText(EngineConfiguration configuration, OrderTrace trace)
{
    private readonly EventText _text = new(configuration.Instruments);
    private readonly Instrument _instrument = configuration.Instruments[trace.Decision.InstrumentIndex];

    private string StrategyName => trace.Decision.Order.StrategyIndex == OrderRequest.OperatorStrategyIndex
        ? "operator"
        : configuration.Strategies[trace.Decision.Order.StrategyIndex].Name;

    public void PrintLines()
    {
        Out.Data($"order {trace.OrderId}, strategy {StrategyName}, instrument {_instrument.Symbol}");
        PrintStep("cause", trace.Cause);
        if (trace.Stop is { } stop)
            PrintStep("stop", stop);

        foreach ((string name, string value) in Risk())
            Out.Data($"{"risk",-10}{name} {value}");

        foreach (EngineEvent step in trace.Steps)
            PrintStep(WordFor(in step), step);

        Out.Data($"{"latency",-10}cause to first answer {Latency(trace.FirstAnswerLatencyNs)}, " +
            $"to first fill {Latency(trace.FirstFillLatencyNs)}");
    }

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("orderId", trace.OrderId);
            json.WriteString("strategy", StrategyName);
            json.WriteString("instrument", _instrument.Symbol);
            json.WritePropertyName("cause");
            json.WriteRawValue(_text.ToJson(trace.Cause));
            if (trace.Stop is { } stop)
            {
                json.WritePropertyName("stop");
                json.WriteRawValue(_text.ToJson(in stop));
            }

            WriteRisk(json);
            WriteSteps(json);
            json.WriteStartObject("latencyNs");
            json.WriteNumber("firstAnswer", trace.FirstAnswerLatencyNs);
            json.WriteNumber("firstFill", trace.FirstFillLatencyNs);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void WriteRisk(Utf8JsonWriter json)
    {
        json.WriteStartObject("risk");
        foreach ((string name, string value) in Risk())
            json.WriteString(name, value);

        json.WriteEndObject();
    }

    private void WriteSteps(Utf8JsonWriter json)
    {
        json.WriteStartArray("steps");
        foreach (EngineEvent step in trace.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", WordFor(in step));
            json.WriteNumber("sinceCauseNs", step.ReceiveTimestampNs - trace.Cause.ReceiveTimestampNs);
            json.WritePropertyName("record");
            json.WriteRawValue(_text.ToJson(in step));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // What was compared: the order's values, the limits, and the exposure with this order's reserve already in it.
    private (string Name, string Value)[] Risk()
    {
        RiskLimits limits = configuration.Risk.LimitsByInstrument[trace.Decision.InstrumentIndex];
        (string, string) verdict = ("verdict", trace.Decision.Order.Verdict.ToString());
        (string, string) qty = ("qtyMax", _instrument.Qty.ToString(limits.OrderQtyLotsMax));
        (string, string) notional = ("notionalMax", _instrument.Money.ToString(limits.OrderNotionalTickLotsMax));
        (string, string) band = limits.PriceBandTicks > 0
            ? ("priceBand", _instrument.Price.ToString(limits.PriceBandTicks))
            : ("priceBandBasisPoints", Number(limits.PriceBandBasisPoints));
        (string, string) position = ("positionMax", _instrument.Qty.ToString(limits.PositionLotsMax));
        (string, string) orders = ("openOrdersMax", Number(limits.OpenOrdersMax));
        if (trace.State is null)
            return [verdict, qty, notional, band, position, orders];

        Exposure exposure = trace.State.Risk.ExposureOf(trace.Decision.InstrumentIndex);
        var referenceTicks = (long)trace.State.Analysis[trace.Decision.InstrumentIndex].MidTicks;
        return
        [
            verdict,
            ("referencePrice", _instrument.Price.ToString(referenceTicks)),
            band,
            qty,
            notional,
            ("position", _instrument.Qty.ToString(exposure.PositionLots)),
            ("openBuyQty", _instrument.Qty.ToString(exposure.OpenBuyLots)),
            ("openSellQty", _instrument.Qty.ToString(exposure.OpenSellLots)),
            position,
            ("openOrders", Number(exposure.OpenOrderCount)),
            orders,
        ];
    }

    private void PrintStep(string word, EngineEvent e)
    {
        long sinceCauseNs = e.ReceiveTimestampNs - trace.Cause.ReceiveTimestampNs;
        Out.Data($"{word,-10}{Latency(sinceCauseNs),14}  {_text.ToJson(in e)}");
    }

    private static string WordFor(in EngineEvent e) => e.Kind switch
    {
        EventKind.NewOrder => "send",
        EventKind.HoldOrder => "hold",
        EventKind.HeldOrderChange => e.Held.Change.ToString().ToLowerInvariant(),
        EventKind.OrderDenied => "denied",
        EventKind.ReplaceOrder => e.Waits() ? "waits" : "replace",
        EventKind.CancelOrder => "cancel",
        EventKind.StatusRequest => "ask",
        EventKind.Execution when e.Execution.Reason.IsSelfTrade() => "self-trade",
        EventKind.Execution => e.Execution.LastQtyLots != 0 ? "fill" : "report",
        EventKind.CancelReject => "refusal",
        _ => e.Kind.ToString(),
    };

    private static string Latency(long latencyNs) => latencyNs < 0
        ? "none"
        : (latencyNs / 1e3).ToString("N1", CultureInfo.InvariantCulture) + " us";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
