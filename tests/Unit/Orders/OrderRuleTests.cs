using System;
using System.Globalization;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// The order table against its twin: a million random operations, or as many as LLE_ORDER_OPERATIONS says; and each
/// rule left out of the twin shows, so that a rule left out of the table would.
/// </summary>
public sealed class OrderRuleTests(ITestOutputHelper output)
{
    private const int NoticeWithinOperations = 300_000;

#if DEBUG
    private const long OperationCount = 50_000;
#else
    private const long OperationCount = 1_000_000;
#endif

    public static TheoryData<OrderRule> Rules => [.. Enum.GetValues<OrderRule>().Where(rule => rule != OrderRule.None)];

    [Fact]
    public void Agrees_with_the_twin_after_every_operation()
    {
        string? wished = Environment.GetEnvironmentVariable("LLE_ORDER_OPERATIONS");
        long count = wished is null ? OperationCount : long.Parse(wished, CultureInfo.InvariantCulture);
        const int seed = 8;
        output.WriteLine($"seed={seed}, operations={count}");
        string difference = new OrderStorm(seed).Run(count);
        Assert.True(difference.Length == 0, difference);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Notices_a_rule_that_is_missing(OrderRule rule) =>
        Assert.NotEqual("", new OrderStorm(seed: 1, rule).Run(NoticeWithinOperations));
}
