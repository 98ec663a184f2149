using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Engine;

/// <summary>
/// Sequences of inputs for pipeline tests: a session that comes up, a market that moves, reports on the orders it
/// causes.
/// </summary>
internal static class PipelineScript
{
    private const long StepNs = 10_000_000;

    /// <summary>
    /// A thousand quotes that rise and fall by turns. Every order is acknowledged, and each second one filled, as a
    /// venue would: the orders are found by running the script through a pipeline of its own.
    /// </summary>
    public static List<EngineEvent> Trading(EngineConfiguration configuration)
    {
        var inputs = new List<EngineEvent>();
        var state = new DecisionState(configuration);
        var pipeline = new Pipeline<CountLog, NoSink>(state, new CountLog(new Counts()), default);
        foreach (EngineEvent opening in Opening(configuration))
            Take(opening);

        for (int i = 0; i < 1_000; i++)
        {
            long nowNs = (i + 10) * StepNs;
            Take(Quote(nowNs, i, midTicks: 6_000_000 + (i / 100 % 2 == 0 ? i % 100 : 100 - (i % 100))));
            foreach (EngineEvent report in Reports(state.Outbox.Events.ToArray(), nowNs))
                Take(report);
        }

        return inputs;

        void Take(EngineEvent input)
        {
            inputs.Add(input);
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }
    }

    /// <summary>Start, session ready, feed live.</summary>
    public static IEnumerable<EngineEvent> Opening(EngineConfiguration configuration)
    {
        EngineEvent start = default;
        EngineEvents.Begin(ref start, EventKind.EngineStart, EventSource.Engine, StepNs).Start =
            new EngineStart { OrderIdBase = 1_000, ConfigurationHash = configuration.DecisionHash, StartCount = 1 };
        EngineEvent session = default;
        EngineEvents.Begin(ref session, EventKind.VenueStatus, EventSource.Venue, 2 * StepNs)
            .Venue.State = VenueState.Ready;
        EngineEvent feed = default;
        EngineEvents.Begin(ref feed, EventKind.FeedStatus, EventSource.Feed, 3 * StepNs).Feed.State = FeedState.Live;
        feed.InstrumentIndex = 0;
        return [start, session, feed];
    }

    /// <summary>A quote two ticks wide.</summary>
    public static EngineEvent Quote(long nowNs, int updateId, long midTicks)
    {
        EngineEvent quote = default;
        EngineEvents.Begin(ref quote, EventKind.Quote, EventSource.Feed, nowNs).Quote = new Quote
        {
            UpdateId = updateId + 1,
            BidPriceTicks = midTicks - 1,
            BidQtyLots = 100_000_000,
            AskPriceTicks = midTicks + 1,
            AskQtyLots = 100_000_000,
        };
        quote.InstrumentIndex = 0;
        return quote;
    }

    /// <summary>What the venue answers to these outputs.</summary>
    public static IEnumerable<EngineEvent> Reports(EngineEvent[] outputs, long nowNs)
    {
        foreach (EngineEvent output in outputs)
        {
            if (output.Kind == EventKind.NewOrder)
            {
                yield return Report(in output, nowNs, ExecType.New, OrderStatus.New, filledLots: 0);
                if (output.Order.OrderId % 2 == 0)
                    yield return Report(in output, nowNs, ExecType.Trade, OrderStatus.Filled, output.Order.QtyLots);
            }
            else if (output.Kind == EventKind.CancelOrder)
            {
                yield return Report(in output, nowNs, ExecType.Canceled, OrderStatus.Canceled, filledLots: 0);
            }
        }
    }

    private static EngineEvent Report(
        in EngineEvent order, long nowNs, ExecType type, OrderStatus status, long filledLots)
    {
        bool isCancel = order.Kind == EventKind.CancelOrder;
        EngineEvent report = default;
        EngineEvents.Begin(ref report, EventKind.Execution, EventSource.Venue, nowNs).Execution = new Execution
        {
            OrderId = isCancel ? order.Order.OriginalOrderId : order.Order.OrderId,
            RequestId = isCancel ? order.Order.OrderId : 0,
            LastPriceTicks = filledLots > 0 ? order.Order.PriceTicks : 0,
            LastQtyLots = filledLots,
            CumQtyLots = filledLots,
            LeavesQtyLots = type == ExecType.New ? order.Order.QtyLots : 0,
            ExecIdHash = (order.Order.OrderId * 10) + (long)type,
            ExecType = type,
            Status = status,
        };
        report.InstrumentIndex = order.InstrumentIndex;
        report.Side = order.Side;
        return report;
    }

    /// <summary>Sends nothing.</summary>
    internal readonly struct NoSink : IOrderSink
    {
        public void Send(in EngineEvent output)
        {
            // The script answers by itself.
        }
    }

    internal sealed class Counts
    {
        public long Records;
    }

    /// <summary>Numbers records and keeps none.</summary>
    internal readonly struct CountLog(Counts counts) : IRecordLog
    {
        public long NextSequence => counts.Records + 1;

        public void Append(ref EngineEvent record) => record.Sequence = ++counts.Records;
    }
}
