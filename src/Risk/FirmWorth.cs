using System;
using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Risk;

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

    /// <summary>Works it out in place.</summary>
    /// <param name="firm">Takes it.</param>
    /// <param name="worth">Of the exposure.</param>
    /// <param name="longLots">Position if every open buy filled.</param>
    /// <param name="shortLots">Position turned round, if every open sell filled.</param>
    /// <param name="instrument">Its rates.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(
        ref FirmWorth firm, in ScopeSums worth, long longLots, long shortLots, in InstrumentRow instrument)
    {
        firm.StressMicros = instrument.Sigma.OfPositive(worth.GrossMicros);
        if (instrument.ClusterRow >= 0)
        {
            long upMicros = instrument.Beta.Of(worth.NetLongMicros);
            long downMicros = -instrument.Beta.Of(worth.NetShortMicros);
            firm.ClusterUpMicros = Math.Max(upMicros, downMicros);
            firm.ClusterDownMicros = Math.Min(upMicros, downMicros);
        }
        else
            (firm.ClusterUpMicros, firm.ClusterDownMicros) = (0, 0);

        if (instrument.Sensitivity.Numerator != 0)
        {
            long upMicros = instrument.Sensitivity.Of(longLots);
            long downMicros = -instrument.Sensitivity.Of(shortLots);
            firm.SensitivityUpMicros = Math.Max(upMicros, downMicros);
            firm.SensitivityDownMicros = Math.Min(upMicros, downMicros);
        }
        else
            (firm.SensitivityUpMicros, firm.SensitivityDownMicros) = (0, 0);
    }

    /// <summary>Adds what changed to the firm's and the cluster's sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(ref FirmWorth sum, in FirmWorth before, in FirmWorth after)
    {
        sum.StressMicros += after.StressMicros - before.StressMicros;
        sum.ClusterUpMicros += after.ClusterUpMicros - before.ClusterUpMicros;
        sum.ClusterDownMicros += after.ClusterDownMicros - before.ClusterDownMicros;
        sum.SensitivityUpMicros += after.SensitivityUpMicros - before.SensitivityUpMicros;
        sum.SensitivityDownMicros += after.SensitivityDownMicros - before.SensitivityDownMicros;
    }
}
