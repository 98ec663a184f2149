using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// The chart patterns of a stage: shapes of closes (head and shoulders, flags) and of pivots (multiple tops, triangles
/// and wedges, harmonics, clusters), and the histogram of closes. Works on closes, not on their logarithms: the
/// logarithm of the C library is not the same on every machine. Memory 16 bytes a bar of span and shape.
/// </summary>
public sealed class ChartPatterns
{
    private const double CrossingShare = 1e-5; // Of the price.

    private readonly SwingPivots _swings;
    private readonly HeadAndShoulders _shoulders;
    private readonly Flags _flags;
    private readonly PivotChain _chain = new();
    private readonly MultipleTops _multipleTops = new();
    private readonly ClosingLines _closingLines = new();
    private readonly Harmonics _harmonics = new();

    /// <param name="swings">Updated before this.</param>
    /// <param name="barsMax">Bars that a pattern may span.</param>
    public ChartPatterns(SwingPivots swings, int barsMax)
    {
        _swings = swings;
        _shoulders = new HeadAndShoulders(6, barsMax);
        _flags = new Flags(10, barsMax, CrossingShare);
    }

    /// <summary>Support and resistance by pivots.</summary>
    public PivotClusters Clusters { get; } = new();

    /// <summary>Support and resistance by time spent.</summary>
    public PriceHistogram Histogram { get; } = new();

    /// <summary>Takes the last bar of <paramref name="bars"/>.</summary>
    public void Update(BarWindow bars, PriceContext context, PriceEventBuffer output)
    {
        double close = bars.Last.Close;
        _shoulders.Update(close);
        _shoulders.Tell(output);
        _flags.Update(close);
        _flags.Tell(output);
        _chain.Update(_swings);
        _multipleTops.Update(bars, _chain, context, output);
        _closingLines.Update(bars, _chain, context, output);
        _harmonics.Update(_chain, output);
        Clusters.Update(_swings, context, output);
        Histogram.Update(bars, context);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _shoulders.Transfer(ref state);
        _flags.Transfer(ref state);
        _chain.Transfer(ref state);
        _multipleTops.Transfer(ref state);
        _closingLines.Transfer(ref state);
        Clusters.Transfer(ref state);
        Histogram.Transfer(ref state);
    }
}
