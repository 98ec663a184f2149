using System;
using System.IO;
using System.Linq;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Telemetry;

/// <summary>What is left of each limit, as the risk board shows it.</summary>
public sealed class LimitHeadroomTests : IDisposable
{
    private const int Max = 3; // Of orders a second: none that divides it.

    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-tests-").FullName;

    public static TheoryData<LimitId> Limits => [.. LimitCatalog.All.ToArray().Select(limit => limit.Id)];

    [Theory]
    [MemberData(nameof(Limits))]
    public void What_is_left_is_the_limit_less_what_is_used_and_of_counts_never_below_nothing(LimitId id)
    {
        LimitDescription limit = LimitCatalog.Find(id)!;
        for (long used = 0; used <= Max; used++)
            Assert.Equal(limit.IsMinimum ? null : Max - used, View(Max, used).HeadroomOf(limit));

        bool isCount = limit.Unit == LimitUnit.Count;
        Assert.Equal(limit.IsMinimum ? null : isCount ? 0 : -1, View(Max, Max + 1).HeadroomOf(limit));
        Assert.Null(View(LimitCell.Off, 1).HeadroomOf(limit));
    }

    [Theory]
    [InlineData(RiskScope.Strategy, LimitId.RepeatedExecutions)]
    [InlineData(RiskScope.Strategy, LimitId.RejectsInRow)]
    [InlineData(RiskScope.Firm, LimitId.RejectsInWindow)]
    [InlineData(RiskScope.Firm, LimitId.OpenOrders)]
    [InlineData(RiskScope.Instrument, LimitId.OpenOrders)]
    [InlineData(RiskScope.Firm, LimitId.OrdersPerSecond)]
    [InlineData(RiskScope.Instrument, LimitId.OrdersPerSecond)]
    [InlineData(RiskScope.Instrument, LimitId.OrderToTrade)]
    public void A_count_goes_down_by_one_with_each_use_and_is_nothing_where_it_refuses(RiskScope scope, LimitId id)
    {
        var engine = new LimitDriver();
        engine.SetLimit(scope, id, Max);
        for (int used = 0; used < Max; used++)
        {
            Assert.Equal(Max - used, HeadroomOf(engine, scope, id));
            Use(engine, id);
        }

        Assert.Equal(0, HeadroomOf(engine, scope, id));
        if (id is LimitId.RejectsInRow or LimitId.RejectsInWindow)
            Use(engine, id); // As many as the limit are borne.

        Assert.NotEqual(RiskVerdict.Accepted, engine.Probe(engine.Order(Side.Buy)).Verdict);
        Assert.Equal(0, HeadroomOf(engine, scope, id));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static LimitView View(long hard, long used) => new(hard, LimitCell.Off, used, 0, 0, 0, IsShadow: false);

    private static void Use(LimitDriver engine, LimitId id)
    {
        Assert.Equal(RiskVerdict.Accepted, engine.Send(engine.Order(Side.Buy)));
        if (id is LimitId.RejectsInRow or LimitId.RejectsInWindow)
            engine.Answer(ExecType.Rejected, OrderStatus.Rejected);

        if (id != LimitId.RepeatedExecutions)
            return;

        engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks);
        Assert.Equal(RiskVerdict.Accepted, engine.Send(engine.Order(Side.Sell)));
        engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.BidTicks);
    }

    private long? HeadroomOf(LimitDriver engine, RiskScope scope, LimitId id)
    {
        string path = Path.Combine(_folder, "risk.bin");
        using var writer = new RiskBoardWriter(path, engine.State.Risk);
        using var reader = new RiskBoardReader(path, engine.State.Risk.Scopes.RowCount);
        return reader.LimitOf(engine.RowOf(scope), id).HeadroomOf(LimitCatalog.Find(id)!);
    }
}
