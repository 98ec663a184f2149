using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Everything read from one series of closed bars: structure at two scales, zones, liquidity, false moves, patterns.
/// One method takes a bar and appends its events; nothing emitted is ever taken back. A pure function of the bars: no
/// clock, no allocation after construction, amortised O(1) a bar. One thread. Memory by default about 130 KiB, chart
/// patterns 45 KiB more; <see cref="PriceActionParameters"/> says what of.
/// </summary>
public sealed class PriceActionStage
{
    private const int WindowBars = 512;

    private readonly BarWindow _bars = new(WindowBars);
    private readonly Inducement _inducement = new();
    private readonly DealingRange _range = new();
    private readonly PeriodLevels _periods = new();
    private readonly PowerOfThree _powerOfThree = new();
    private readonly SupplyDemandZones _supplyDemand = new();
    private readonly EqualLevels _equalLevels = new();
    private readonly SwingPivots _swings;
    private readonly OrderBlocks _internalBlocks;
    private readonly OrderBlocks _swingBlocks;
    private readonly LiquidityPools _pools;
    private readonly PivotSweeps _sweeps;
    private readonly FalseMoves _falseMoves;

    /// <param name="parameters">What it looks for.</param>
    public PriceActionStage(PriceActionParameters parameters)
    {
        _swings = new SwingPivots(parameters.SwingLength, PriceScale.Swing);
        Internal = new MarketStructure(parameters.InternalSize, PriceScale.Internal, parameters.Structure);
        Swing = new MarketStructure(parameters.SwingSize, PriceScale.Swing, parameters.Structure);
        _internalBlocks = new OrderBlocks(
            Internal, parameters.InternalSize, RulesOf(parameters, PriceScale.Internal));
        _swingBlocks = new OrderBlocks(Swing, parameters.SwingSize, RulesOf(parameters, PriceScale.Swing));
        Gaps = new FairValueGaps(parameters.GapCapacity);
        Fills = new FillProbability(parameters.FillHorizonBars);
        _pools = new LiquidityPools(_swings, parameters.PoolCapacity, parameters.PoolTolerance);
        _sweeps = new PivotSweeps(_swings, parameters.ReclaimBars);
        _falseMoves = new FalseMoves(parameters.ReclaimBars, parameters.FalseMoveBars);
        if (parameters.HasChartPatterns)
            Patterns = new ChartPatterns(_swings, parameters.PatternBarsMax);
    }

    /// <summary>Bars so far.</summary>
    public int Count => _bars.Count;

    /// <summary>Averages of the last bars.</summary>
    public PriceContext Context { get; } = new();

    /// <summary>Structure of the fast scale.</summary>
    public MarketStructure Internal { get; }

    /// <summary>Structure of the slow scale.</summary>
    public MarketStructure Swing { get; }

    /// <summary>Fair value gaps.</summary>
    public FairValueGaps Gaps { get; }

    /// <summary>How likely they are to be filled.</summary>
    public FillProbability Fills { get; }

    /// <summary>Premium and discount.</summary>
    public DealingRange Range => _range;

    /// <summary>Kill zones.</summary>
    public KillZones KillZones { get; } = new();

    /// <summary>Buy-side and sell-side liquidity.</summary>
    public LiquidityMap Liquidity { get; } = new();

    /// <summary>Chart patterns; null where they are not asked for.</summary>
    public ChartPatterns? Patterns { get; }

    /// <summary>Live order blocks of a scale and direction, seen from their side.</summary>
    public ZoneTable OrderBlocks(PriceScale scale, int sign) =>
        (scale == PriceScale.Internal ? _internalBlocks : _swingBlocks).Live(sign);

    /// <summary>Live zones: +1 demand, -1 supply.</summary>
    public ZoneTable SupplyDemand(int sign) => _supplyDemand.Live(sign);

    /// <summary>Takes the next closed bar and appends what it made known.</summary>
    /// <returns>False: the bar is not finite, nothing has changed.</returns>
    public bool Update(in Bar bar, PriceEventBuffer output)
    {
        if (!bar.IsFinite)
            return false;

        _bars.Add(in bar);
        output.BeginBar(_bars.LastRow);
        int firstEvent = output.Count;
        Context.Update(_bars, output);
        UpdateStructure(output);
        UpdateLiquidity(output);
        UpdateZones(output);
        _falseMoves.Update(_bars, _sweeps, Internal, Context, output);
        Patterns?.Update(_bars, Context, output);
        Liquidity.Update(_bars, output.Events[firstEvent..]);
        return true;
    }

    /// <summary>Carries everything later events depend on; the buffer carries the numbering.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(Patterns is null ? 0 : 1);
        _bars.Transfer(ref state);
        Context.Transfer(ref state);
        _swings.Transfer(ref state);
        Internal.Transfer(ref state);
        Swing.Transfer(ref state);
        _inducement.Transfer(ref state);
        _range.Transfer(ref state);
        _equalLevels.Transfer(ref state);
        _pools.Transfer(ref state);
        _sweeps.Transfer(ref state);
        _periods.Transfer(ref state);
        KillZones.Transfer(ref state);
        _powerOfThree.Transfer(ref state);
        Gaps.Transfer(ref state);
        Fills.Transfer(ref state);
        _internalBlocks.Transfer(ref state);
        _swingBlocks.Transfer(ref state);
        _supplyDemand.Transfer(ref state);
        _falseMoves.Transfer(ref state);
        Patterns?.Transfer(ref state);
        Liquidity.Transfer(ref state);
    }

    private static ZoneRules RulesOf(PriceActionParameters parameters, PriceScale scale) => new()
    {
        Capacity = parameters.OrderBlockCapacity,
        AgeBarsMax = parameters.ZoneAgeBarsMax,
        Scale = scale,
    };

    private void UpdateStructure(PriceEventBuffer output)
    {
        _swings.Update(_bars, output);
        Internal.Update(_bars, Context, output);
        Swing.Update(_bars, Context, output);
        _inducement.Update(_bars, Swing, Internal, output);
        _range.Update(_bars, Swing, output);
    }

    private void UpdateLiquidity(PriceEventBuffer output)
    {
        _pools.Update(_bars, Context, output);
        _sweeps.Update(_bars, Context, output);
        _equalLevels.Update(_bars, Context, output);
        _periods.Update(_bars, output);
        KillZones.Update(_bars, output);
        _powerOfThree.Update(_bars, KillZones, output);
    }

    private void UpdateZones(PriceEventBuffer output)
    {
        Gaps.Update(_bars, Context, output);
        Fills.Update(_bars, Gaps, Context);
        _internalBlocks.Update(_bars, Context, output);
        _swingBlocks.Update(_bars, Context, output);
        _supplyDemand.Update(_bars, Internal, Context, output);
    }
}
