using System;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis;

[Collection(ByteCounting.Name)]
public sealed class EmaTests
{
    private const long SecondNs = 1_000_000_000;

    [Fact]
    public void First_value_seeds_it()
    {
        Ema ema = OfTime(SecondNs);
        Assert.Equal((0, 0), (ema.Value, ema.Count));
        ema.Update(7, 5);
        Assert.Equal((7, 1), (ema.Value, ema.Count));
    }

    [Fact]
    public void A_step_is_half_taken_after_one_half_life()
    {
        Ema ema = OfTime(SecondNs);
        ema.Update(0, 0);
        ema.Update(8, SecondNs);
        Assert.Equal(4, ema.Value, 1e-12);
        ema.Update(8, 3 * SecondNs);
        Assert.Equal(7, ema.Value, 1e-12);
    }

    [Fact]
    public void A_constant_arriving_in_pieces_counts_as_one_piece()
    {
        Ema once = OfTime(SecondNs);
        once.Update(100, 0);
        once.Update(50, 2 * SecondNs);

        Ema often = OfTime(SecondNs);
        often.Update(100, 0);
        foreach (long timestampNs in new long[] { 1, 200, 10_000_000, 700_000_000, 1_999_999_999, 2_000_000_000 })
            often.Update(50, timestampNs);

        Assert.Equal(once.Value, often.Value, 1e-10);
    }

    [Fact]
    public void Follows_the_recursion_of_Zumbach_and_Mueller_with_next_point_interpolation()
    {
        // ema = mu * ema + (1 - mu) * value with mu = exp(-dt / tau); tau = half-life / ln 2.
        long[] timesNs = [0, 300_000_000, 310_000_000, 2_000_000_000, 9_000_000_000];
        double[] values = [100, 103, 98, 105, 99];
        Ema ema = OfTime(halfLifeNs: 1_500_000_000);
        double expected = values[0];
        ema.Update(values[0], timesNs[0]);
        for (int i = 1; i < values.Length; i++)
        {
            double mu = Math.Exp(-(timesNs[i] - timesNs[i - 1]) / (1.5e9 / Math.Log(2)));
            expected = mu * expected + (1 - mu) * values[i];
            ema.Update(values[i], timesNs[i]);
            Assert.Equal(expected, ema.Value, 1e-11);
        }
    }

    [Fact]
    public void Counted_in_events_the_half_life_is_a_number_of_updates()
    {
        var ema = new Ema(new EmaParameters(EmaClock.Events, HalfLife: 10));
        ema.Update(0, 0);
        for (int i = 0; i < 10; i++)
            ema.Update(1, 0); // Time stands still and does not matter.

        Assert.Equal(0.5, ema.Value, 1e-12);
    }

    [Fact]
    public void Time_that_runs_backwards_counts_as_none()
    {
        Ema ema = OfTime(SecondNs);
        ema.Update(0, 5 * SecondNs);
        ema.Update(100, 4 * SecondNs);
        Assert.Equal(0, ema.Value);
        ema.Update(100, 6 * SecondNs); // One second after the latest, not two after the last.
        Assert.Equal(50, ema.Value, 1e-12);
    }

    [Theory]
    [InlineData(11, EmaClock.Events)]
    [InlineData(12, EmaClock.Nanoseconds)]
    public void Stream_equals_batch_from_any_copy(int seed, EmaClock clock)
    {
        var random = new Random(seed);
        var parameters = new EmaParameters(clock, HalfLife: 1_000);
        var values = new double[2_000];
        var timesNs = new long[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextDouble() * 1e6;
            timesNs[i] = (i == 0 ? 0 : timesNs[i - 1]) + random.Next(3_000);
        }

        var batch = new Ema(parameters);
        for (int i = 0; i < values.Length; i++)
            batch.Update(values[i], timesNs[i]);

        foreach (int cut in new[] { 0, 1, 17, 999, 1_999 })
        {
            var prefix = new Ema(parameters);
            for (int i = 0; i < cut; i++)
                prefix.Update(values[i], timesNs[i]);

            Ema resumed = prefix; // A copy is a snapshot.
            for (int i = cut; i < values.Length; i++)
                resumed.Update(values[i], timesNs[i]);

            Assert.Equal(Hash(batch), Hash(resumed));
        }
    }

    [Fact]
    public void Scales_and_shifts_with_its_input()
    {
        var random = new Random(13);
        Ema plain = OfTime(SecondNs);
        Ema scaled = OfTime(SecondNs);
        long timestampNs = 0;
        for (int i = 0; i < 1_000; i++)
        {
            double value = random.Next(1_000);
            timestampNs += random.Next(50_000_000);
            plain.Update(value, timestampNs);
            scaled.Update(value * 1e-10, timestampNs);
        }

        Assert.Equal(plain.Value * 1e-10, scaled.Value, plain.Value * 1e-22);
    }

    [Fact]
    public void Reset_is_as_new()
    {
        Ema ema = OfTime(SecondNs);
        ema.Update(3, 10);
        ema.Reset();
        Assert.Equal(Hash(OfTime(SecondNs)), Hash(ema));
    }

    [Fact]
    public void Update_allocates_nothing()
    {
        Ema ema = OfTime(SecondNs);
        Run(ref ema);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        Run(ref ema);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    private static void Run(ref Ema ema)
    {
        for (int i = 0; i < 200; i++)
            ema.Update(i, i * 1_000);

        StateTransfer hash = StateTransfer.Hash();
        ema.Transfer(ref hash);
        ema.Reset();
    }

    private static Ema OfTime(long halfLifeNs) => new(new EmaParameters(EmaClock.Nanoseconds, halfLifeNs));

    private static long Hash(Ema ema)
    {
        StateTransfer hash = StateTransfer.Hash();
        ema.Transfer(ref hash);
        return hash.HashValue;
    }
}
