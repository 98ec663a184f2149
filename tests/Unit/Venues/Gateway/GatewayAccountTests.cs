using System;
using System.Linq;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>Questions about the account, and what becomes of their answers.</summary>
public sealed class GatewayAccountTests : IDisposable
{
    private const string Order = "|37=A|17=0|150=I|39=0|55=BTC-USDT|54=1|38=1|14=0|151=1|6=0";

    private readonly GatewayBench _bench = GatewayBench.Ready();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_question_for_orders_is_a_mass_status_request()
    {
        Ask(AccountRequestKind.Orders);

        Assert.Equal("35=AF|34=3|584=77|585=7", Assert.Single(_bench.Orders));
    }

    [Fact]
    public void A_question_for_positions_carries_its_id_and_its_day()
    {
        Ask(AccountRequestKind.Positions);

        Assert.StartsWith("35=AN|34=3|710=77|724=0|581=1|715=", Assert.Single(_bench.Orders), StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_come_as_executions_and_then_the_end_of_the_answer()
    {
        Ask(AccountRequestKind.Orders);
        _bench.VenueSends($"35=8|11=5{Order}|584=77|911=2|912=N");
        _bench.VenueSends($"35=8|11=6{Order}|584=77|911=2|912=Y");

        Assert.Equal(["order 5", "order 6", "OrdersEnd 77 2 of 2"], Events(3));
    }

    [Fact]
    public void A_last_report_before_its_time_ends_an_answer_that_is_not_whole()
    {
        Ask(AccountRequestKind.Orders);
        _bench.VenueSends($"35=8|11=5{Order}|584=77|911=3|912=Y");

        Assert.Equal(["order 5", "OrdersEnd 77 1 of 3"], Events(2));
    }

    [Fact]
    public void An_answer_without_orders_is_about_no_order()
    {
        Ask(AccountRequestKind.Orders);
        _bench.VenueSends("35=8|37=NONE|17=0|150=I|39=8|55=BTC-USDT|54=1|14=0|151=0|6=0|584=77|911=0|912=Y");

        Assert.Equal(["OrdersEnd 77 0 of 0"], Events(1));
    }

    [Fact]
    public void Positions_come_one_by_one_with_the_end_behind_the_last()
    {
        Ask(AccountRequestKind.Positions);
        _bench.VenueSends("35=AO|721=1|710=77|727=2|728=0|729=0");
        _bench.VenueSends("35=AP|721=2|710=77|727=2|728=0|55=BTC-USDT|730=100.5|702=1|704=0.00007");
        _bench.VenueSends("35=AP|721=3|710=77|727=2|728=0|55=ES|730=0|702=1|705=3");

        Assert.Equal(["position 77 i0 7@10050", "position 77 i1 -3@0", "PositionsEnd 77 2 of 2"], Events(3));
    }

    [Fact]
    public void Where_the_reports_state_no_number_that_of_the_acknowledgement_counts()
    {
        Ask(AccountRequestKind.Positions);
        _bench.VenueSends("35=AO|721=1|710=77|727=2|728=0|729=0");
        _bench.VenueSends("35=AP|721=2|710=77|728=0|55=BTC-USDT|702=1|704=0|705=0");
        _bench.VenueSends("35=AP|721=3|710=77|728=0|55=ES|702=1|705=3");

        Assert.Equal(["position 77 i0 0@0", "position 77 i1 -3@0", "PositionsEnd 77 2 of 2"], Events(3));
    }

    [Fact]
    public void Where_nobody_says_how_many_orders_or_positions_there_are_the_answer_has_no_end()
    {
        Ask(AccountRequestKind.Positions);
        _bench.VenueSends("35=AP|721=2|710=77|728=0|55=ES|702=1|705=3");
        Ask(AccountRequestKind.Orders, requestId: 78);
        _bench.VenueSends($"35=8|11=5{Order}|584=78");

        Assert.Equal(["position 77 i1 -3@0", "order 5"], Events(2));
    }

    [Theory]
    [InlineData("35=AO|721=1|710=77|727=0|728=2|729=0", "PositionsEnd 77 0 of 0")]
    [InlineData("35=AO|721=1|710=77|727=0|728=0|729=0", "PositionsEnd 77 0 of 0")]
    [InlineData("35=AO|721=1|710=77|728=4|729=2", "PositionsRefused 77 0 of 0")]
    [InlineData("35=AP|721=1|710=77|727=0|728=2", "PositionsEnd 77 0 of 0")]
    [InlineData("35=AP|721=1|710=77|727=0|728=0", "PositionsEnd 77 0 of 0")]
    [InlineData("35=j|45=3|372=AN|380=3", "PositionsRefused 77 0 of 0")]
    [InlineData("35=3|45=3|373=11", "PositionsRefused 77 0 of 0")]
    public void An_answer_without_positions_ends_it(string body, string expected)
    {
        Ask(AccountRequestKind.Positions);
        _bench.VenueSends(body);

        Assert.Equal([expected], Events(1));
    }

    [Fact]
    public void Parts_of_an_earlier_answer_are_no_parts_of_the_latest()
    {
        Ask(AccountRequestKind.Positions);
        Ask(AccountRequestKind.Positions, requestId: 78);
        _bench.VenueSends("35=AP|721=2|710=77|727=1|728=0|55=BTC-USDT|702=1|704=0.00007");
        _bench.VenueSends("35=AP|721=2|710=78|727=1|728=0|55=BTC-USDT|702=1|704=0.00008");

        Assert.Equal(["position 78 i0 8@0", "PositionsEnd 78 1 of 1"], Events(2));
    }

    [Fact]
    public void A_position_that_cannot_be_read_is_flagged()
    {
        Ask(AccountRequestKind.Positions);
        _bench.VenueSends("35=AP|721=2|710=77|727=1|728=0|55=BTC-USDT|702=1|704=x");
        Events(2);

        Assert.True(_bench.Events[0].Flags.HasFlag(EventFlags.Suspect));
    }

    private void Ask(AccountRequestKind kind, long requestId = 77)
    {
        EngineEvent question = GatewayBench.Output(EventKind.AccountRequest, instrumentIndex: -1, Side.None);
        question.Question.Kind = kind;
        question.Question.RequestId = requestId;
        int count = _bench.Orders.Count;
        _bench.Send(in question);
        _bench.PollUntil(() => _bench.Orders.Count > count);
    }

    private string[] Events(int count)
    {
        _bench.PollUntil(() => _bench.Events.Count >= count);
        for (int i = 0; i < 3; i++)
            _bench.PollOnce(); // Nothing more comes.

        return [.. _bench.Events.Select(Describe)];
    }

    private static string Describe(EngineEvent e)
    {
        if (e.Kind == EventKind.Execution)
            return $"order {e.Execution.OrderId}";

        ref readonly AccountReport report = ref e.Account;
        return report.Kind == AccountReportKind.Position
            ? $"position {report.RequestId} i{e.InstrumentIndex} {report.PositionLots}@{report.PriceTicks}"
            : $"{report.Kind} {report.RequestId} {report.ReportCount} of {report.TotalCount}";
    }
}
