using LowLatencyEngine.Console.Simulation;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Venues.Simulated.Auctions;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Simulation;

public sealed class AuctionWordsTests
{
    private const long SecondNs = 1_000_000_000;

    [Fact]
    public void Words_say_when_the_auctions_are()
    {
        Assert.Null(AuctionWords.Parse([]));
        Assert.Equal(new AuctionOptions(), AuctionWords.Parse(["closing"]));
        Assert.Equal(new AuctionOptions { HasOpening = true }, AuctionWords.Parse(["opening"]));
        AuctionOptions expected = new()
        {
            HasOpening = true, OpeningNs = 20 * SecondNs, ClosingFromNs = 600 * SecondNs, ClosingNs = 10 * SecondNs,
        };
        Assert.Equal(expected, AuctionWords.Parse(["opening=20s", "closing=600s+10s"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("noon")]
    [InlineData("opening=")]
    [InlineData("opening=20")]
    [InlineData("opening=0s")]
    [InlineData("opening=-1s")]
    [InlineData("closing=10s")]
    [InlineData("closing=10s+x")]
    public void What_says_nothing_is_refused(string word)
    {
        var refused = Assert.Throws<ConfigurationException>(() => AuctionWords.Parse([word]));
        Assert.Contains($"auction={word}", refused.Message);
    }

    [Theory]
    [InlineData("phase opening", VenuePhase.OpeningCall)]
    [InlineData("phase continuous", VenuePhase.Continuous)]
    [InlineData("phase closing", VenuePhase.ClosingCall)]
    [InlineData("phase closed", VenuePhase.Closed)]
    [InlineData("phase", null)]
    [InlineData("closing", null)]
    public void A_line_begins_a_phase(string line, VenuePhase? expected) =>
        Assert.Equal(expected, AuctionWords.PhaseOf(line));
}
