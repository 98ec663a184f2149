using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// Lives of orders in the order table, many side by side: sent, acknowledged, filled in part, cancelled. Processor time
/// of a transition; a fill, which books the position too, is not in the mean.
/// </summary>
internal sealed class OrderWork
{
    private const int BatchSize = 64;
    private const int Sent = 0;
    private const int Acknowledged = 1;
    private const int Filled = 2;
    private const int Canceled = 3;
    private const int TransitionCount = 4;
    private const int WarmUpRoundCount = 1_000;
    private const int RoundCount = 8_000;
    private const long QtyLots = 10;
    private const long FilledLots = 4;
    private const long PriceTicks = 100;

    private readonly OrderTable _table = new(
        new PositionLedger(instrumentCount: 1, strategyCount: 1), capacitySlots: 4_096);

    private readonly EngineEvent[] _events = new EngineEvent[BatchSize];
    private readonly Samples[] _timesNs;
    private readonly Looks _looks;
    private long _nextOrderId = 1;
    private long _executionCount;

    public OrderWork(Looks looks)
    {
        _looks = looks;
        _timesNs = new Samples[TransitionCount];
        for (int i = 0; i < TransitionCount; i++)
            _timesNs[i] = new Samples(RoundCount);
    }

    /// <summary>Transitions a run counts.</summary>
    public static long EventCount => (long)RoundCount * TransitionCount * BatchSize;

    /// <exception cref="InvalidOperationException">A transition was refused.</exception>
    public void Run(Figures figures, HotSection section)
    {
        Play(WarmUpRoundCount);
        foreach (Samples times in _timesNs)
            times.Clear();

        section.Begin();
        Play(RoundCount);
        section.End();
        double[] mediansNs = Array.ConvertAll(_timesNs, times => times.Median);
        figures.Add("orderTransitionNs", (mediansNs[Sent] + mediansNs[Acknowledged] + mediansNs[Canceled]) / 3)
            .Add("orderAddNs", mediansNs[Sent])
            .Add("orderAckNs", mediansNs[Acknowledged])
            .Add("orderFillNs", mediansNs[Filled])
            .Add("orderCancelNs", mediansNs[Canceled]);
    }

    private void Play(int roundCount)
    {
        for (int round = 0; round < roundCount; round++)
        {
            for (int transition = 0; transition < TransitionCount; transition++)
            {
                Write(transition);
                _timesNs[transition].Add(transition == Sent ? AddNs() : ApplyNs());
            }

            _nextOrderId += BatchSize;
        }

        if (_table.OpenCount > 0)
            throw new InvalidOperationException($"orders are left open: count={_table.OpenCount}");
    }

    private void Write(int transition)
    {
        for (int i = 0; i < BatchSize; i++)
        {
            ref EngineEvent e = ref _events[i];
            e = default;
            e.Side = i % 2 == 0 ? Side.Buy : Side.Sell;
            if (transition == Sent)
                WriteOrder(ref e, _nextOrderId + i);
            else
                WriteExecution(ref e, _nextOrderId + i, transition);
        }
    }

    private static void WriteOrder(ref EngineEvent e, long orderId)
    {
        e.Kind = EventKind.NewOrder;
        e.Order.OrderId = orderId;
        e.Order.QtyLots = QtyLots;
        e.Order.PriceTicks = PriceTicks;
        e.Order.Type = OrderType.Limit;
    }

    private void WriteExecution(ref EngineEvent e, long orderId, int transition)
    {
        e.Kind = EventKind.Execution;
        e.Execution.OrderId = orderId;
        e.Execution.ExecIdHash = Scattered(++_executionCount);
        (e.Execution.ExecType, e.Execution.Status) = transition switch
        {
            Acknowledged => (ExecType.New, OrderStatus.New),
            Filled => (ExecType.Trade, OrderStatus.PartiallyFilled),
            _ => (ExecType.Canceled, OrderStatus.Canceled),
        };
        e.Execution.CumQtyLots = transition == Acknowledged ? 0 : FilledLots;
        e.Execution.LeavesQtyLots = transition switch
        {
            Acknowledged => QtyLots,
            Filled => QtyLots - FilledLots,
            _ => 0,
        };
        if (transition != Filled)
            return;

        e.Execution.LastQtyLots = FilledLots;
        e.Execution.LastPriceTicks = PriceTicks;
    }

    /// <summary>As hashes of a venue's ids lie: anywhere.</summary>
    private static long Scattered(long number)
    {
        ulong hash = (ulong)number * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 31)) * 0x94D049BB133111EB;
        return (long)(hash ^ (hash >> 29));
    }

    private double AddNs()
    {
        int acceptedCount = 0;
        long startNs = ThreadCpuTime.NowNs;
        foreach (ref EngineEvent order in _events.AsSpan())
            acceptedCount += _table.TryAdd(in order) == RiskVerdict.Accepted ? 1 : 0;

        return PerEvent(startNs, acceptedCount);
    }

    private double ApplyNs()
    {
        int appliedCount = 0;
        long startNs = ThreadCpuTime.NowNs;
        foreach (ref EngineEvent execution in _events.AsSpan())
            appliedCount += _table.Apply(in execution, out _) ? 1 : 0;

        return PerEvent(startNs, appliedCount);
    }

    private double PerEvent(long startNs, int doneCount)
    {
        double tookNs = ThreadCpuTime.NowNs - startNs - _looks.ThreadNs;
        return doneCount == BatchSize
            ? tookNs / BatchSize
            : throw new InvalidOperationException($"transitions were refused: count={BatchSize - doneCount}");
    }
}
