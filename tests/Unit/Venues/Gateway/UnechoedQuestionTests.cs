using System.Collections.Generic;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>
/// Over a real session, a venue that does not repeat StatusReqID(790): it knows an order by the id of a replace that an
/// earlier life sent, and of which this one, as of the order's acknowledgement, has never heard.
/// </summary>
public sealed class UnechoedQuestionTests
{
    private const string Of = "|55=BTC-USDT|54=1|40=2|14=0|6=0|150=I|39=0";
    private const long RetryNs = 1_000_000_000;

    private readonly OrderTable _table = new(
        new PositionLedger(2, 1), capacitySlots: 64, statusRetryIntervalNs: RetryNs);
    private readonly Outbox _outbox = new(capacity: 16);

    [Fact]
    public void The_answer_to_the_only_open_question_is_taken_for_the_order_that_was_asked_after()
    {
        using GatewayBench bench = Lose(9);
        Script(bench, new() { [9] = "37=V1|11=12|17=0|44=5.00|151=0.00015" });
        Ask(bench);
        Assert.True(_table.TryFind(new OrderId(9), out Order order));
        Assert.Equal((12L, 15L, 500L, false), (order.VenueOrderId, order.OpenLots, order.PriceTicks, order.IsInDoubt));

        // From now on OrderID(37) tells.
        EngineEvent fill = bench.EventOf(
            "35=8|37=V1|11=12|17=E2|55=BTC-USDT|54=1|150=F|39=1|31=5|32=0.00005|14=0.00005|151=0.0001|6=5");
        Assert.True(_table.Apply(in fill, out OrderReport report));
        Assert.Equal((9L, 5L, 10L), (report.OrderId, report.FilledLots, report.OpenLots));
    }

    [Fact]
    public void Two_such_orders_are_told_apart_by_questions_one_after_the_other()
    {
        using GatewayBench bench = Lose(8, 9);
        Script(bench, new()
        {
            [8] = "37=V1|11=11|17=0|44=5.00|151=0.00015", [9] = "37=V2|11=12|17=0|44=5.00|151=0.00016",
        });
        Ask(bench);
        Assert.Equal(2, _table.InDoubtCount); // Which answer meant which of them?
        bench.Pass(seconds: 1);
        Ask(bench);
        Assert.Equal(1, _table.InDoubtCount);
        bench.Pass(seconds: 1);
        Ask(bench);
        Assert.Equal(0, _table.InDoubtCount);
        _table.TryFind(new OrderId(8), out Order first);
        _table.TryFind(new OrderId(9), out Order second);
        Assert.Equal((11L, 15L, 12L, 16L), (
            first.VenueOrderId, first.OpenLots, second.VenueOrderId, second.OpenLots));
    }

    [Theory]
    [InlineData("37=V1|11=12|41=9|17=0|44=5.00|151=0.00015")] // The whole chain is named.
    [InlineData("37=V1|11=12|41=10|17=0|44=5.00|151=0.00015")] // Of its last link.
    [InlineData("37=V1|11=12|790=9|17=0|44=5.00|151=0.00015")] // The echo after all.
    public void Whatever_the_answer_names_the_order_goes_by_its_latest_id(string answer)
    {
        using GatewayBench bench = Lose(9);
        Script(bench, new() { [9] = answer });
        Ask(bench);
        Assert.True(_table.TryFind(new OrderId(9), out Order order));
        Assert.Equal((12L, 15L, false), (order.VenueOrderId, order.OpenLots, order.IsInDoubt));
    }

    [Fact]
    public void A_part_of_a_list_answers_no_question_about_one()
    {
        using GatewayBench bench = Lose(9);
        Script(bench, new() { [9] = "37=V1|11=12|17=0|44=5.00|151=0.00015|584=77|911=1" });
        Ask(bench);
        Assert.Equal(1, _table.InDoubtCount);
    }

    /// <summary>Orders of which nothing was heard before the session was lost.</summary>
    private GatewayBench Lose(params long[] ids)
    {
        foreach (long id in ids)
        {
            EngineEvent order = GatewayBench.NewOrder(id, priceTicks: 400, qtyLots: 10);
            Assert.Equal(RiskVerdict.Accepted, _table.TryAdd(in order));
        }

        _table.MarkAllOpenInDoubt();
        return GatewayBench.Ready();
    }

    private static void Script(GatewayBench bench, Dictionary<long, string> answers) =>
        bench.OnOrder = (in FixMessage question) =>
        {
            Assert.Equal(MsgTypes.OrderStatusRequest, question.MsgType);
            question.TryGetInt64(FixTags.ClOrdID, out long id);
            bench.VenueSends($"35=8|{answers[id]}{Of}");
        };

    /// <summary>Sends the questions that are due, and applies as many answers.</summary>
    private void Ask(GatewayBench bench)
    {
        _outbox.Clear();
        var cause = new EngineEvent { ReceiveTimestampNs = bench.NowNs };
        int asked = _table.WriteStatusRequests(_outbox, in cause, max: 8);
        int before = bench.Events.Count;
        foreach (ref readonly EngineEvent question in _outbox.Events)
            bench.Send(in question);

        bench.PollUntil(() => bench.Events.Count == before + asked);
        for (int i = before; i < bench.Events.Count; i++)
            _table.Apply(bench.Events[i], out _);
    }
}
