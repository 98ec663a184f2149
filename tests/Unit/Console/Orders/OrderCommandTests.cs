using System;
using System.Linq;
using LowLatencyEngine.Console.Commands;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Orders;

/// <summary>What `lle order` refuses before an engine is asked, with exit code 2.</summary>
public sealed class OrderCommandTests
{
    [Theory]
    [InlineData("send BTCUSDT buy 1 100")]
    [InlineData("send BTCUSDT buy 1 100 --post-only --reprice")]
    [InlineData("send BTCUSDT buy 1 market --type pegged --peg mid --offset -0.5 --step 0.1 --post-only --expire 5m")]
    [InlineData("send BTCUSDT buy 1 100 --type mtl --dry-run")]
    [InlineData("send BTCUSDT buy 1 market --type stop --stop 90")]
    [InlineData("send BTCUSDT buy 1 100 --tif IOC")]
    [InlineData("send BTCUSDT buy 1 market --tif fok --type stop --stop 90")]
    [InlineData("replace 5 --qty 2 --price 100 --stop 90 --offset=-0.5 --display 1 --step 2 --expire 30m")]
    [InlineData("replace 5 --expire never")]
    [InlineData("replace 5 --price none")]
    public void Understands(string words) => Assert.Equal("", Errors(words));

    [Theory]
    [InlineData("send BTCUSDT buy 1 100 --reprice", "give --post-only too")]
    [InlineData("send BTCUSDT buy 1 100 --post-only --strategy maker --dry-run", "a held order is the operator's")]
    [InlineData("send BTCUSDT buy 1 100 --peg mid", "--peg does not belong to this order: type=limit")]
    [InlineData("send BTCUSDT buy 1 market --type stop", "give --stop-price")]
    [InlineData("send BTCUSDT buy 1 market --type peg", "no such kind of order: type=peg; use limit, stop")]
    [InlineData("send BTCUSDT buy 1 100 --type mtl --post-only", "--post-only does not belong")]
    [InlineData("send BTCUSDT buy 1 100 --tif gtd", "tif=gtd; use day, gtc, ioc, fok, opg or cls")]
    [InlineData("replace 5", "nothing is to change: give --qty, --price")]
    [InlineData("replace 5 --expire yesterday", "expire=yesterday")]
    [InlineData("replace x --qty 1", "'x'")]
    [InlineData("replace --qty 1", "Required argument")]
    public void Says_what_is_wrong_and_what_to_do(string words, string expected) =>
        Assert.Contains(expected, Errors(words), StringComparison.Ordinal);

    private static string Errors(string words) =>
        string.Join('\n', OrderCommand.Create().Parse(words.Split(' ')).Errors.Select(e => e.Message));
}
