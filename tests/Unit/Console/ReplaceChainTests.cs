using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Console;

public sealed class ReplaceChainTests
{
    [Fact]
    public void Follows_an_order_through_the_ids_of_its_replaces()
    {
        var chain = new ReplaceChain(rootId: 5);
        Assert.True(chain.Takes(Request(EventKind.NewOrder, 5, originalId: 0)));
        Assert.False(chain.Takes(Report(orderId: 6)));
        Assert.True(chain.Takes(Request(EventKind.ReplaceOrder, 6, originalId: 5)));
        Assert.True(chain.Takes(Request(EventKind.ReplaceOrder, 9, originalId: 5)));
        Assert.True(chain.Takes(Report(orderId: 6)));
        Assert.True(chain.Takes(Report(orderId: 9)));
        Assert.True(chain.Takes(Report(orderId: 5)));
        Assert.False(chain.Takes(Request(EventKind.ReplaceOrder, 10, originalId: 7)));
        Assert.False(chain.Takes(Report(orderId: 10)));
    }

    [Fact]
    public void Follows_an_order_that_is_held_through_its_parts_and_their_replaces()
    {
        var chain = new ReplaceChain(rootId: 5);
        Assert.True(chain.Takes(Request(EventKind.HoldOrder, 5, originalId: 0)));
        Assert.False(chain.Takes(Part(id: 6, parentId: 4)));
        Assert.True(chain.Takes(Part(id: 7, parentId: 5)));
        Assert.True(chain.Takes(Request(EventKind.ReplaceOrder, 8, originalId: 7)));
        Assert.True(chain.Takes(Report(orderId: 7)));
        Assert.True(chain.Takes(Report(orderId: 8)));
        Assert.True(chain.Takes(Request(EventKind.HeldOrderChange, 5, originalId: 0)));
        Assert.False(chain.Takes(Report(orderId: 6)));

        EngineEvent part = Part(id: 7, parentId: 5);
        Assert.Equal(5, ReplaceChain.RootOf(in part, 7));
        Assert.Null(ReplaceChain.RootOf(in part, 5));
    }

    [Theory]
    [InlineData(EventKind.ReplaceOrder, 5L)]
    [InlineData(EventKind.CancelOrder, 5L)]
    [InlineData(EventKind.OrderDenied, 5L)]
    [InlineData(EventKind.NewOrder, null)]
    public void Finds_the_order_that_a_request_is_about(EventKind kind, long? expected)
    {
        EngineEvent request = Request(kind, 6, originalId: 5);
        Assert.Equal(expected, ReplaceChain.RootOf(in request, 6));
        Assert.Null(ReplaceChain.RootOf(in request, 5));
    }

    private static EngineEvent Request(EventKind kind, long id, long originalId)
    {
        EngineEvent request = default;
        request.Kind = kind;
        request.Order.OrderId = id;
        request.Order.OriginalOrderId = originalId;
        return request;
    }

    private static EngineEvent Part(long id, long parentId)
    {
        EngineEvent part = Request(EventKind.NewOrder, id, originalId: 0);
        part.Order.ParentOrderId = parentId;
        return part;
    }

    private static EngineEvent Report(long orderId)
    {
        EngineEvent report = default;
        report.Kind = EventKind.Execution;
        report.Execution.OrderId = orderId;
        return report;
    }
}
