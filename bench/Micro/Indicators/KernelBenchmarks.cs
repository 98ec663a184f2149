using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Momentum;
using LowLatencyEngine.Indicators.Regression;
using LowLatencyEngine.Indicators.Volatility;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Micro.Indicators;

/// <summary>
/// Cost of one update and one reading of the kernels people use most. Gate: 0 bytes allocated. Time is reported, not
/// gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private const int UpdatesPerInvoke = 4_096; // Amortizes the call into the benchmark; all bars stay in L2.

    private readonly Bar[] _bars = new Bar[UpdatesPerInvoke];
    private readonly double[] _closes = new double[UpdatesPerInvoke];

    [GlobalSetup]
    public void FillBars()
    {
        var random = new Random(Seed: 42);
        double close = 100;
        for (int i = 0; i < _bars.Length; i++)
        {
            double open = close + random.NextDouble() - 0.5;
            close = open + 2 * random.NextDouble() - 1;
            double high = Math.Max(open, close) + random.NextDouble();
            double low = Math.Min(open, close) - random.NextDouble();
            _bars[i] = new Bar(i, open, high, low, close, random.Next(1, 1_000));
            _closes[i] = close;
        }
    }

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double Ema() => OfCloses(new Ema(20));

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double Sma() => OfCloses(new Sma(20));

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double Rsi() => OfCloses(new Rsi(14));

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double StandardDeviation() => OfCloses(new StandardDeviation(20));

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double Atr()
    {
        var kernel = new Atr(14);
        double sum = 0;
        foreach (ref readonly Bar bar in _bars.AsSpan())
        {
            kernel.Update(in bar);
            sum += kernel.Value;
        }

        return sum; // Returned so that the JIT cannot drop the loop; so below.
    }

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double Adx()
    {
        var kernel = new DirectionalMovement(14);
        double sum = 0;
        foreach (ref readonly Bar bar in _bars.AsSpan())
        {
            kernel.Update(in bar);
            sum += kernel.Adx;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double Macd()
    {
        var kernel = new Macd<Ema, Ema, Ema>(new Ema(12), new Ema(26), new Ema(9));
        double sum = 0;
        foreach (ref readonly double close in _closes.AsSpan())
        {
            kernel.Update(in close);
            sum += kernel.Value.Histogram;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = UpdatesPerInvoke)]
    public double Bands()
    {
        var kernel = new BollingerBands(20);
        double sum = 0;
        foreach (ref readonly double close in _closes.AsSpan())
        {
            kernel.Update(in close);
            sum += kernel.Value.Upper;
        }

        return sum;
    }

    private double OfCloses<TKernel>(TKernel kernel)
        where TKernel : struct, IIndicator<double, double>
    {
        double sum = 0;
        foreach (ref readonly double close in _closes.AsSpan())
        {
            kernel.Update(in close);
            sum += kernel.Value;
        }

        return sum;
    }
}
