using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>The matrix `risk.correlation`: only one that real returns can have is taken.</summary>
public sealed class CorrelationReaderTests
{
    [Theory]
    [InlineData("[1, 0.9, 0.9], [0.9, 1, 0.9], [0.9, 0.9, 1]")]
    [InlineData("[1, 1, 1], [1, 1, 1], [1, 1, 1]")]
    [InlineData("[1, -1, 0], [-1, 1, 0], [0, 0, 1]")]
    [InlineData("[1, -0.5, -0.5], [-0.5, 1, -0.5], [-0.5, -0.5, 1]")] // Nothing is left of their sum.
    public void Takes_what_returns_can_have(string rows)
    {
        var reader = new ConfigurationReader(TextOf(rows));
        List<List<double>>? read = CorrelationReader.Read(reader, count: 3);
        reader.ThrowIfRefused();
        Assert.Equal(rows, string.Join(", ", read!.Select(row => $"[{string.Join(", ", row.Select(Written))}]")));
    }

    [Theory]
    [InlineData("[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]")]
    [InlineData("[1, 1, 0.5], [1, 1, 0.4], [0.5, 0.4, 1]")]
    [InlineData("[1, -0.6, -0.6], [-0.6, 1, -0.6], [-0.6, -0.6, 1]")]
    public void Refuses_what_would_make_a_variance_below_zero(string rows)
    {
        var reader = new ConfigurationReader(TextOf(rows));
        Assert.Null(CorrelationReader.Read(reader, count: 3));
        Assert.Contains("variance below 0", Assert.Throws<ConfigurationException>(reader.ThrowIfRefused).Message);
    }

    private static ConfigurationText TextOf(string rows) => ConfigurationText.Parse(
        "test.json", Encoding.UTF8.GetBytes($"{{ \"risk\": {{ \"correlation\": [{rows}] }} }}"));

    private static string Written(double value) => value.ToString(CultureInfo.InvariantCulture);
}
