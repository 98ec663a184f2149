using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Ring;
using Xunit;
using Xunit.Abstractions;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// What a transition costs: orders are added, acknowledged, filled in part and canceled. Thread time, a tenth of many
/// batches; the bounds leave room for a busy machine. A fill is apart: it is booked in four positions, those of now and
/// those before the fills that can still be corrected.
/// </summary>
[Collection(ByteCounting.Name)] // Alone.
public sealed class OrderTransitionTimeTests(ITestOutputHelper output)
{
    private const int BatchCount = 40_000;
    private const int WarmUpBatchCount = 30_000; // Until the compiler has done its best.
    private const int OrdersPerBatch = 40;
#if DEBUG
    private const double Slowness = 20; // Of code that is not optimised.
#else
    private const double Slowness = 1;
#endif
    private const double TransitionNsMax = 250 * Slowness;
    private const double BookedFillNsMax = 500 * Slowness;

    private readonly OrderTable _table = new(NewLedger(), capacitySlots: 4_096);
    private readonly EngineEvent[] _events = new EngineEvent[OrdersPerBatch];
    private long _nextId = 1;
    private long _nextExecId = 1;

    [Fact]
    public void A_transition_takes_a_fraction_of_a_microsecond()
    {
        var transitionsNs = new List<double>(BatchCount);
        var fillsNs = new List<double>(BatchCount);
        for (int batch = 0; batch < BatchCount; batch++)
        {
            long addNs = Play(id => NewOrder(id, id % 2 == 0 ? Side.Buy : Side.Sell));
            long acknowledgeNs = Play(id => Named(Report(ExecType.New, OrderStatus.New, 0, id)));
            long fillNs = Play(id => Named(Trade(4, 4, PriceTicks, id)));
            long cancelNs = Play(id => Named(Report(ExecType.Canceled, OrderStatus.Canceled, 4, id)));
            _nextId += OrdersPerBatch;
            if (batch < WarmUpBatchCount)
                continue;

            transitionsNs.Add((addNs + acknowledgeNs + cancelNs) / (3.0 * OrdersPerBatch));
            fillsNs.Add(fillNs / (double)OrdersPerBatch);
        }

        double transitionNs = Undisturbed(transitionsNs, "transition");
        double fillNsEach = Undisturbed(fillsNs, "fill, booked");
        Assert.True(transitionNs <= TransitionNsMax, $"a transition is slow: transitionNs={transitionNs:F1}");
        Assert.True(fillNsEach <= BookedFillNsMax, $"a fill is slow: fillNs={fillNsEach:F1}");
    }

    /// <summary>Neighbours slow a thread down without taking its time: what a tenth of the batches took.</summary>
    private double Undisturbed(List<double> timesNs, string what)
    {
        timesNs.Sort();
        output.WriteLine($"{what}: p10={timesNs[timesNs.Count / 10]:F1} ns, median={timesNs[timesNs.Count / 2]:F1} ns");
        return timesNs[timesNs.Count / 10];
    }

    /// <summary>One event for each order of the batch; the time is that of the table alone.</summary>
    private long Play(Func<long, EngineEvent> make)
    {
        for (int i = 0; i < _events.Length; i++)
            _events[i] = make(_nextId + i);

        long beginNs = ThreadCpuTime.NowNs;
        foreach (ref readonly EngineEvent item in _events.AsSpan())
        {
            if (item.Kind == EventKind.NewOrder)
                _table.TryAdd(in item);
            else
                _table.Apply(in item, out _);
        }

        return ThreadCpuTime.NowNs - beginNs;
    }

    private EngineEvent Named(EngineEvent report)
    {
        ulong spread = (ulong)_nextExecId++ * 0xBF58476D1CE4E5B9; // As the hashes of texts are.
        spread = (spread ^ (spread >> 31)) * 0x94D049BB133111EB;
        report.Execution.ExecIdHash = (long)(spread ^ (spread >> 29));
        return report;
    }
}
