using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>Stress, sensitivity, cluster and variance of the firm, added up over all instruments.</summary>
internal readonly record struct TwinFirm(
    long Stress, long SensitivityUp, long SensitivityDown, long ClusterUp, long ClusterDown)
{
    public static TwinFirm Of(RiskSetup setup, TwinBook book, TwinMore? more)
    {
        (long stress, long sensitivityUp, long sensitivityDown) = (0L, 0L, 0L);
        (long clusterUp, long clusterDown) = (0L, 0L);
        for (int i = 0; i < setup.Instruments.Count; i++)
        {
            InstrumentControls controls = setup.Instruments[i];
            (long up, long down) = Lots(book, i, more);
            long value = book.Marks[i] * CampaignSetup.MicrosPerTickLot[i];
            stress += (long)Math.Floor(Math.Max(Math.Abs(up), Math.Abs(down)) * value * controls.SigmaPpm / 1_000_000m);
            (long a, long b) = (controls.SensitivityMicrosPerLot * up, controls.SensitivityMicrosPerLot * down);
            sensitivityUp += Math.Max(a, b);
            sensitivityDown += Math.Min(a, b);
            if (controls.ClusterIndex != 0)
                continue;

            (a, b) = (Share(up * value, controls.BetaPpm), Share(down * value, controls.BetaPpm));
            clusterUp += Math.Max(a, b);
            clusterDown += Math.Min(a, b);
        }

        return new TwinFirm(stress, sensitivityUp, sensitivityDown, clusterUp, clusterDown);
    }

    /// <summary>x' S x with the order's own instrument at its worst on the order's side.</summary>
    public static double Variance(RiskSetup setup, TwinBook book, TwinMore? more)
    {
        double variance = 0;
        for (int i = 0; i < setup.Instruments.Count; i++)
        {
            for (int j = 0; j < setup.Instruments.Count; j++)
            {
                variance += Position(i) * Position(j) * setup.Correlation![i][j] *
                    (setup.Instruments[i].SigmaPpm / 1e6) * (setup.Instruments[j].SigmaPpm / 1e6);
            }
        }

        return Math.Max(0, variance);

        double Position(int i)
        {
            long lots = book.Position(Twin.Everything, i);
            if (more is { } order && order.Instrument == i)
            {
                (long up, long down) = Lots(book, i, more);
                lots = order.Side == Side.Buy ? up : down;
            }

            return lots * book.Marks[i] * CampaignSetup.MicrosPerTickLot[i] / 1e6;
        }
    }

    private static (long Up, long Down) Lots(TwinBook book, int instrument, TwinMore? more)
    {
        long position = book.Position(Twin.Everything, instrument);
        long buys = book.OpenLots(Twin.Everything, instrument, Side.Buy);
        long sells = book.OpenLots(Twin.Everything, instrument, Side.Sell);
        if (more is { } order && order.Instrument == instrument)
            (buys, sells) = order.Side == Side.Buy ? (buys + order.Lots, sells) : (buys, sells + order.Lots);

        return (position + buys, position - sells);
    }

    private static long Share(long micros, long ppm) => (long)Math.Truncate(micros * (decimal)ppm / 1_000_000m);
}
