using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine;

/// <summary>No life of an engine uses a ClOrdID(11) that an earlier one may have used, known of or not.</summary>
public sealed class OrderIdTests
{
    [Fact]
    public void A_new_life_begins_its_ids_at_its_floor()
    {
        DecisionState state = AfterFirstLife();
        long floor = state.Outbox.NextOrderId + TradingEngine.OrderIdsBetweenLives;

        state.BeginLife(new EngineStart { StartCount = 2, OrderIdFloor = floor });

        Assert.Equal(floor, state.Outbox.NextOrderId);
    }

    [Fact]
    public void Ids_never_go_back_and_a_journal_without_floors_replays_as_it_was_written()
    {
        DecisionState state = AfterFirstLife();
        long next = state.Outbox.NextOrderId;

        state.BeginLife(new EngineStart { OrderIdBase = next + 500, StartCount = 2 });

        Assert.Equal(next, state.Outbox.NextOrderId);
    }

    [Fact]
    public void The_ids_left_out_keep_the_place_of_open_orders()
    {
        Assert.Equal(0, TradingEngine.OrderIdsBetweenLives % LowLatencyEngine.Orders.OrderTable.DefaultCapacitySlots);
    }

    private static DecisionState AfterFirstLife()
    {
        var state = new DecisionState(TestConfiguration.Create("unused"));
        EngineEvent start = PipelineScript.Opening(TestConfiguration.Create("unused")).First();
        state.BeginLife(in start.Start);
        Assert.Equal(1_000, state.Outbox.NextOrderId);
        return state;
    }
}
