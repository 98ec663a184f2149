using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Support and resistance by clusters of pivots of either side: a pivot within a share of ATR(14) of a cluster's mean
/// joins the nearest, else begins one; a full table gives up the one touched longest ago. From the third touch on each
/// touch is told. O(clusters) a pivot, 0 bytes. Count: touches; score: strength, 1 - 2^(1 - touches).
/// </summary>
public sealed class PivotClusters
{
    private const int TouchesToTell = 3;

    private readonly Cluster[] _clusters;
    private readonly double _toleranceAtr;
    private int _count;

    /// <param name="capacity">Clusters kept.</param>
    /// <param name="toleranceAtr">How far from its mean a pivot still belongs to it.</param>
    public PivotClusters(int capacity = 64, double toleranceAtr = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _clusters = new Cluster[capacity];
        _toleranceAtr = toleranceAtr;
    }

    /// <summary>Clusters, in no order.</summary>
    public ReadOnlySpan<Cluster> Clusters => _clusters.AsSpan(0, _count);

    /// <summary>Takes what the last bar confirmed.</summary>
    public void Update(SwingPivots swings, PriceContext context, PriceEventBuffer output)
    {
        Pivot pivot = swings.Confirmed;
        if (!pivot.Exists || swings.ConfirmedKind == PriceEventKind.PivotIgnored || double.IsNaN(context.Atr))
            return; // The bars of a flat top are one touch.

        int nearest = Nearest(pivot.Level);
        if (nearest < 0 || Math.Abs(_clusters[nearest].Level - pivot.Level) > _toleranceAtr * context.Atr)
        {
            int place = _count < _clusters.Length ? _count++ : Oldest();
            _clusters[place] = new Cluster(pivot.Level, pivot.Row, 1);
            return;
        }

        ref Cluster cluster = ref _clusters[nearest];
        int touches = cluster.TouchCount + 1;
        cluster = new Cluster(cluster.Level + (pivot.Level - cluster.Level) / touches, pivot.Row, touches);
        if (touches >= TouchesToTell)
            Tell(in cluster, in pivot, output);
    }

    /// <summary>Carries the clusters.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_clusters.Length);
        state.Value(ref _count);
        state.Values(_clusters.AsSpan(0, _count));
    }

    private static void Tell(in Cluster cluster, in Pivot pivot, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(PriceEventKind.PriceLevel, pivot.Row);
        told.ReferenceId = pivot.EventId;
        told.Count = cluster.TouchCount;
        told.Score = cluster.Strength;
        told.Direction = (sbyte)pivot.Side; // +1: it held from below, as resistance.
        told.SetLevel(cluster.Level);
    }

    private int Nearest(double level)
    {
        int nearest = -1;
        for (int i = 0; i < _count; i++)
        {
            if (nearest < 0 || Math.Abs(_clusters[i].Level - level) < Math.Abs(_clusters[nearest].Level - level))
                nearest = i;
        }

        return nearest;
    }

    private int Oldest()
    {
        int oldest = 0;
        for (int i = 1; i < _count; i++)
        {
            if (_clusters[i].LastRow < _clusters[oldest].LastRow)
                oldest = i;
        }

        return oldest;
    }
}

/// <summary>Pivots near one level. 16 bytes, no padding.</summary>
/// <param name="Level">Their mean.</param>
/// <param name="LastRow">Row of the last.</param>
/// <param name="TouchCount">How many.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Cluster(double Level, int LastRow, int TouchCount)
{
    /// <summary>0 for one touch, towards 1 for many.</summary>
    public double Strength => 1 - double.ScaleB(1, 1 - TouchCount);
}
