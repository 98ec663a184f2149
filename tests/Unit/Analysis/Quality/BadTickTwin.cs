using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis.Quality;

namespace LowLatencyEngine.Unit.Analysis.Quality;

/// <summary>The rule of Brownlees and Gallo over a whole series at once, as its text says it.</summary>
internal static class BadTickTwin
{
    public static List<long> BadTags(double[] prices, BadTickParameters parameters)
    {
        int k = parameters.NeighbourCount;
        int trimmed = (int)(k * parameters.TrimShare / 2);
        List<long> bad = [];
        for (int i = 0; i < prices.Length && prices.Length > k; i++)
        {
            int begin = Math.Clamp(i - k / 2, 0, prices.Length - k - 1);
            double[] neighbours =
            [
                .. Enumerable.Range(begin, k + 1).Where(j => j != i).Select(j => prices[j]).Order()
                    .Skip(trimmed).SkipLast(trimmed),
            ];
            double mean = neighbours.Average();
            double deviation = Math.Sqrt(neighbours.Sum(x => (x - mean) * (x - mean)) / (neighbours.Length - 1));
            double granularity = Math.Min(parameters.Granularity, Math.Abs(mean) * parameters.GranularityShare);
            if (Math.Abs(prices[i] - mean) >= 3 * deviation + granularity)
                bad.Add(i);
        }

        return bad;
    }
}
