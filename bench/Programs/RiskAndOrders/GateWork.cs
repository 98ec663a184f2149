using System;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Programs.RiskAndOrders;

/// <summary>
/// Orders through a full gate in batches, and out of it again: every other batch is checked one by one between two
/// looks at the clock, the others at once by processor time; every other pair of batches is released, the others
/// filled.
/// </summary>
internal sealed class GateWork
{
    private const int BatchSize = 256;
    private const int OrderCount = 2 * BatchSize;
    private const int WarmUpRoundCount = 1_000;
    private const int RoundCount = 4_000;
    private const long BetweenOrdersNs = 16;
    private const long BetweenRoundsNs = 20_000; // Longer than the windows of messages and of duplicates.

    private static readonly LatencyBuckets Buckets = new(highestTrackableNs: 100_000_000, significantDigits: 3);

    private readonly int _strategyCount;
    private readonly PreTradeRisk _risk;
    private readonly EngineEvent[] _orders;
    private readonly LatencyHistogram _singlesNs = new(Buckets);
    private readonly Samples _checksNs = new(RoundCount);
    private readonly Samples _releasesNs = new(RoundCount);
    private readonly Samples _fillsNs = new(RoundCount);
    private readonly Looks _looks;
    private long _nowNs = 1_000_000_000_000;
    private long _deniedCount;

    public GateWork(int strategyCount, Looks looks)
    {
        _looks = looks;
        _strategyCount = strategyCount;
        _risk = FullGate.Create(strategyCount);
        _orders = FullGate.Orders(OrderCount, strategyCount);
    }

    /// <summary>Checks a run counts.</summary>
    public static long EventCount => (long)RoundCount * BatchSize;

    /// <exception cref="InvalidOperationException">An order was refused.</exception>
    public void Run(Figures figures, HotSection section)
    {
        for (int round = 0; round < WarmUpRoundCount; round++)
            Play(round);

        Forget();
        section.Begin();
        for (int round = 0; round < RoundCount; round++)
            Play(round);

        section.End();
        if (_deniedCount > 0)
            throw new InvalidOperationException($"orders were refused: count={_deniedCount}, {_risk.LastDenial}");

        string suffix = $"Of{_strategyCount}";
        figures.Add($"gate{suffix}P50Ns", _singlesNs.PercentileNs(50))
            .Add($"gate{suffix}P90Ns", _singlesNs.PercentileNs(90))
            .Add($"gate{suffix}P99Ns", _singlesNs.PercentileNs(99))
            .Add($"gate{suffix}P99_9Ns", _singlesNs.PercentileNs(99.9))
            .Add($"gateBatch{suffix}Ns", _checksNs.Median)
            .Add($"release{suffix}Ns", _releasesNs.Median)
            .Add($"fill{suffix}Ns", _fillsNs.Median);
    }

    private void Forget()
    {
        _singlesNs.Reset();
        _checksNs.Clear();
        _releasesNs.Clear();
        _fillsNs.Clear();
    }

    private void Play(int round)
    {
        Span<EngineEvent> batch = _orders.AsSpan(round % 2 * BatchSize, BatchSize);
        _nowNs += BetweenRoundsNs;
        if (round / 2 % 2 == 0)
            CheckOneByOne(batch);
        else
            CheckAtOnce(batch);

        Report(batch, isFilled: round / 4 % 2 == 0);
    }

    private void CheckOneByOne(Span<EngineEvent> batch)
    {
        foreach (ref EngineEvent order in batch)
        {
            _nowNs += BetweenOrdersNs;
            order.ReceiveTimestampNs = _nowNs;
            RiskMarket market = FullGate.Market(_nowNs);
            long startTicks = Ticks.Raw;
            RiskVerdict verdict = _risk.CheckAndReserve(in order, in market);
            long tookTicks = Ticks.Raw - startTicks;
            _singlesNs.Record((long)Ticks.ToNs(Math.Max(0, tookTicks - _looks.WallTicks)));
            _deniedCount += verdict == RiskVerdict.Accepted ? 0 : 1;
        }
    }

    private void CheckAtOnce(Span<EngineEvent> batch)
    {
        long startNs = ThreadCpuTime.NowNs;
        foreach (ref EngineEvent order in batch)
        {
            _nowNs += BetweenOrdersNs;
            order.ReceiveTimestampNs = _nowNs;
            RiskMarket market = FullGate.Market(_nowNs);
            _deniedCount += _risk.CheckAndReserve(in order, in market) == RiskVerdict.Accepted ? 0 : 1;
        }

        _checksNs.Add(PerOrder(startNs));
    }

    private void Report(Span<EngineEvent> batch, bool isFilled)
    {
        long startNs = ThreadCpuTime.NowNs;
        foreach (ref EngineEvent order in batch)
        {
            var report = new OrderReport
            {
                OrderId = 1,
                StrategyIndex = order.Order.StrategyIndex,
                InstrumentIndex = order.InstrumentIndex,
                Side = order.Side,
                PriceTicks = order.Order.PriceTicks,
                FillPriceTicks = isFilled ? order.Order.PriceTicks : 0,
                FilledLots = isFilled ? order.Order.QtyLots : 0,
                ReleasedLots = isFilled ? 0 : order.Order.QtyLots,
                Kind = isFilled ? OrderReportKind.Filled : OrderReportKind.Closed,
            };
            _risk.OnReport(in report);
        }

        (isFilled ? _fillsNs : _releasesNs).Add(PerOrder(startNs));
    }

    private double PerOrder(long startNs) => (ThreadCpuTime.NowNs - startNs - _looks.ThreadNs) / BatchSize;
}
