namespace LowLatencyEngine.Analysis.Quality;

/// <summary>Parameters of <see cref="BadTickFilter"/>, by default those of the paper's main example.</summary>
public readonly record struct BadTickParameters()
{
    /// <summary>Neighbours looked at (k), even, 10 to 1,000.</summary>
    public int NeighbourCount { get; init; } = 80;

    /// <summary>Share of them left aside, half at each end (delta), 0 to below 1.</summary>
    public double TrimShare { get; init; } = 0.10;

    /// <summary>Distance that is always forgiven (gamma), in price units.</summary>
    public double Granularity { get; init; } = 0.04;

    /// <summary>
    /// The same as a share of the price; the smaller of the two counts. The paper's 4 cents are for a share of about
    /// 100 dollars; for a currency at 1.1 they would forgive 400 pips.
    /// </summary>
    public double GranularityShare { get; init; } = 0.0004;
}
