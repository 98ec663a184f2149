using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

public sealed class PlaybackPaceTests
{
    private const long NsPerMs = 1_000_000;
    private readonly ManualClock _clock = new();

    [Fact]
    public void Keeps_the_recorded_distances()
    {
        var pace = new PlaybackPace(_clock, speed: 1);
        Assert.Equal(0, pace.WaitMs(5_000 * NsPerMs));
        Assert.Equal(100, pace.WaitMs(5_100 * NsPerMs));

        _clock.NowNs += 70 * NsPerMs;
        Assert.Equal(30, pace.WaitMs(5_100 * NsPerMs));

        _clock.NowNs += 70 * NsPerMs; // Late: the next frames are due at once.
        Assert.Equal(0, pace.WaitMs(5_100 * NsPerMs));
        Assert.Equal(10, pace.WaitMs(5_150 * NsPerMs));
    }

    [Theory]
    [InlineData(2, 50)]
    [InlineData(0.5, 200)]
    [InlineData(PlaybackOptions.MaxSpeed, 0)]
    public void Divides_them_by_the_speed(double speed, int expectedMs)
    {
        var pace = new PlaybackPace(_clock, speed);
        pace.WaitMs(0);

        Assert.Equal(expectedMs, pace.WaitMs(100 * NsPerMs));
    }

    [Fact]
    public void What_follows_a_standstill_is_due_later_by_as_much()
    {
        var pace = new PlaybackPace(_clock, speed: 1);
        pace.WaitMs(0);
        _clock.NowNs += 5_000 * NsPerMs;
        pace.Resume(10 * NsPerMs);

        Assert.Equal(20, pace.WaitMs(30 * NsPerMs));
    }

    [Fact]
    public void A_new_pass_starts_at_once()
    {
        var pace = new PlaybackPace(_clock, speed: 1);
        pace.WaitMs(0);
        pace.Restart();

        Assert.Equal(0, pace.WaitMs(9_000 * NsPerMs));
        Assert.Equal(7, pace.WaitMs(9_007 * NsPerMs));
    }

    private sealed class ManualClock : IClock
    {
        public long NowNs { get; set; } = 1_000_000_000;
    }
}
