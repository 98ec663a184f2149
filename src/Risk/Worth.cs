using System;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What an exposure is worth at the mark, in micro-units. Kept for every exposure, so that an order costs only the new
/// values. 40 bytes without padding.
/// </summary>
internal struct Worth
{
    public long GrossMicros;  // Of the larger side, open orders counted as filled.
    public long UpMicros;     // Of the position if every open buy filled.
    public long DownMicros;   // Of the position if every open sell filled.
    public long OpenMicros;   // Of the open orders.
    public long MarginMicros; // Initial margin of the gross.

    public static Worth Of(in Exposure exposure, in LotValue lot, in LotValue margin)
    {
        long upLots = exposure.PositionLots + exposure.OpenBuyLots;
        long downLots = exposure.PositionLots - exposure.OpenSellLots;
        long grossMicros = lot.Of(Math.Max(Math.Abs(upLots), Math.Abs(downLots)));
        return new Worth
        {
            GrossMicros = grossMicros,
            UpMicros = lot.Of(upLots),
            DownMicros = lot.Of(downLots),
            OpenMicros = lot.Of(exposure.OpenBuyLots + exposure.OpenSellLots),
            MarginMicros = margin.Of(grossMicros),
        };
    }

    public readonly Worth Less(in Worth other) => new()
    {
        GrossMicros = GrossMicros - other.GrossMicros,
        UpMicros = UpMicros - other.UpMicros,
        DownMicros = DownMicros - other.DownMicros,
        OpenMicros = OpenMicros - other.OpenMicros,
        MarginMicros = MarginMicros - other.MarginMicros,
    };
}

/// <summary>
/// What an instrument adds to the firm beyond money: stress, its cluster, sensitivity; micro-units. 40 bytes.
/// </summary>
internal struct FirmWorth
{
    public long StressMicros; // Standard deviation of the gross: what is lost if all correlations go to one.
    public long ClusterUpMicros;
    public long ClusterDownMicros;
    public long SensitivityUpMicros;
    public long SensitivityDownMicros;

    public static FirmWorth Of(in Worth worth, in Exposure exposure, in InstrumentRow instrument)
    {
        FirmWorth firm = default;
        firm.StressMicros = instrument.Sigma.Of(worth.GrossMicros);
        if (instrument.ClusterRow >= 0)
        {
            long upMicros = instrument.Beta.Of(worth.UpMicros);
            long downMicros = instrument.Beta.Of(worth.DownMicros);
            firm.ClusterUpMicros = Math.Max(upMicros, downMicros);
            firm.ClusterDownMicros = Math.Min(upMicros, downMicros);
        }

        if (instrument.Sensitivity.Numerator != 0)
        {
            long upMicros = instrument.Sensitivity.Of(exposure.PositionLots + exposure.OpenBuyLots);
            long downMicros = instrument.Sensitivity.Of(exposure.PositionLots - exposure.OpenSellLots);
            firm.SensitivityUpMicros = Math.Max(upMicros, downMicros);
            firm.SensitivityDownMicros = Math.Min(upMicros, downMicros);
        }

        return firm;
    }

    /// <summary>Adds what changed to the firm's and the cluster's sums.</summary>
    public static void Move(ref FirmWorth sum, in FirmWorth before, in FirmWorth after)
    {
        sum.StressMicros += after.StressMicros - before.StressMicros;
        sum.ClusterUpMicros += after.ClusterUpMicros - before.ClusterUpMicros;
        sum.ClusterDownMicros += after.ClusterDownMicros - before.ClusterDownMicros;
        sum.SensitivityUpMicros += after.SensitivityUpMicros - before.SensitivityUpMicros;
        sum.SensitivityDownMicros += after.SensitivityDownMicros - before.SensitivityDownMicros;
    }
}
