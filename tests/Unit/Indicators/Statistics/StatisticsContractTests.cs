using LowLatencyEngine.Indicators.Statistics;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

[Collection(ByteCounting.Name)]
public sealed class StatisticsContractTests
{
    private static readonly double[] Prices = RandomSeries.Prices(seed: 101, count: 300);
    private static readonly Bar[] Bars = RandomSeries.Bars(seed: 102, count: 300);

    private static readonly Bar[] BadBars =
    [
        new(0, double.NaN, 2, 1, 1, 0), new(0, 1, double.PositiveInfinity, 1, 1, 0), new(0, 0, 1, 0, 1, 0),
        new(0, -1, 1, -1, 1, 0), new(0, 3, 2, 1, 1, 0), new(0, 1, 2, 1, 0.5, 0), new(0, 1, 1, 1, 1, double.NaN),
        new(0, 1, 1e300, 1e-300, 1, 0),
    ];

    [Fact]
    public void Realized_volatility_keeps_the_contract() =>
        KernelContract.Check<RealizedVolatility, double, double>(
            () => new RealizedVolatility(20), Prices, double.NaN, double.PositiveInfinity, 0, -1);

    [Fact]
    public void Parkinson_keeps_the_contract() =>
        KernelContract.Check<RangeVolatility<Parkinson>, Bar, double>(
            () => new RangeVolatility<Parkinson>(20), Bars, BadBars);

    [Fact]
    public void Garman_Klass_keeps_the_contract() =>
        KernelContract.Check<RangeVolatility<GarmanKlass>, Bar, double>(
            () => new RangeVolatility<GarmanKlass>(1), Bars, BadBars);

    [Fact]
    public void Rogers_Satchell_keeps_the_contract() =>
        KernelContract.Check<RangeVolatility<RogersSatchell>, Bar, double>(
            () => new RangeVolatility<RogersSatchell>(7), Bars, BadBars);

    [Fact]
    public void Yang_Zhang_keeps_the_contract() =>
        KernelContract.Check<YangZhangVolatility, Bar, double>(() => new YangZhangVolatility(20), Bars, BadBars);

    [Fact]
    public void Efficiency_ratio_keeps_the_contract() =>
        KernelContract.Check<EfficiencyRatio, double, double>(
            () => new EfficiencyRatio(10), Prices, double.NaN, double.NegativeInfinity);

    [Fact]
    public void Variance_ratio_keeps_the_contract() =>
        KernelContract.Check<VarianceRatio, double, VarianceRatioValue>(
            () => new VarianceRatio(40, 4), Prices, double.NaN, double.NegativeInfinity);

    [Fact]
    public void Cusum_filter_keeps_the_contract() =>
        KernelContract.Check<CusumFilter, double, CusumValue>(
            () => new CusumFilter(3), Prices, double.NaN, double.PositiveInfinity);

    [Fact]
    public void Zig_zag_keeps_the_contract() =>
        KernelContract.Check<SettledZigZag, Bar, double>(() => new SettledZigZag(0.02), Bars, BadBars);

    [Fact]
    public void Volatility_percentile_keeps_the_contract() =>
        KernelContract.Check<VolatilityPercentile, double, VolatilityPercentileValue>(
            () => new VolatilityPercentile(30, 0.94), Prices, double.NaN, 0, -3, double.PositiveInfinity);

    [Fact]
    public void Rolling_regression_keeps_the_contract()
    {
        var points = new RegressionPoint[Prices.Length - 1];
        for (int i = 0; i < points.Length; i++)
            points[i] = new RegressionPoint(Prices[i] - 100, Prices[i + 1] - Prices[i]);

        KernelContract.Check<RollingRegression, RegressionPoint, RegressionValue>(
            () => new RollingRegression(25),
            points,
            new RegressionPoint(double.NaN, 0), new RegressionPoint(0, double.PositiveInfinity),
            new RegressionPoint(1e200, 0));
    }

    [Fact]
    public void Hidden_Markov_filter_keeps_the_contract() =>
        KernelContract.Check<GaussianHmm, double, HmmValue>(
            () => new GaussianHmm(HmmTests.Calm),
            RandomSeries.Normal(103, 200),
            double.NaN,
            double.PositiveInfinity,
            1e200);

    [Fact]
    public void Change_point_detector_keeps_the_contract() =>
        KernelContract.Check<ChangePointDetector, double, ChangePointValue>(
            () => new ChangePointDetector(new ChangePointParameters(50, 0, 1, 1, RunLengthMax: 32, RecentLength: 4)),
            RandomSeries.Normal(104, 200),
            double.NaN,
            double.NegativeInfinity,
            1e200);

    /// <summary>A ZigZag has NaN in its value until the first turn, which is not what the contract asks
    /// about.
    /// </summary>
    private struct SettledZigZag(double sigma) : LowLatencyEngine.Indicators.IIndicator<Bar, double>
    {
        private ZigZag _zigZag = new(sigma);

        public readonly int WarmUpCount => _zigZag.WarmUpCount;

        public readonly bool IsReady => _zigZag.IsReady;

        public readonly double Value => Sum(_zigZag.Value);

        public bool Update(in Bar input) => _zigZag.Update(in input);

        public readonly double Peek(in Bar input) => Sum(_zigZag.Peek(in input));

        public void Reset() => _zigZag.Reset();

        public void Transfer(ref StateTransfer state) => _zigZag.Transfer(ref state);

        private static double Sum(ZigZagValue value) =>
            value.ExtremePrice + value.ExtremeIndex * 1e6 + value.PivotIndex * 1e9 + (int)value.Confirmed * 1e12 +
            (double.IsNaN(value.PivotPrice) ? 0 : value.PivotPrice / 1e3);
    }
}
