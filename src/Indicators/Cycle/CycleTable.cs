using System;

namespace LowLatencyEngine.Indicators.Cycle;

/// <summary>Sines and cosines of the steps of a whole turn, for turns of up to 50 steps.</summary>
internal static class CycleTable
{
    private const int StepCountMax = 50;

    private static readonly (double Sine, double Cosine)[] Steps = Fill();

    /// <summary>Sine and cosine of <paramref name="step"/> / <paramref name="stepCount"/> of a turn. O(1).</summary>
    public static (double Sine, double Cosine) At(int step, int stepCount) => Steps[stepCount * StepCountMax + step];

    private static (double Sine, double Cosine)[] Fill()
    {
        var steps = new (double, double)[(StepCountMax + 1) * StepCountMax];
        for (int stepCount = 1; stepCount <= StepCountMax; stepCount++)
        {
            for (int step = 0; step < stepCount; step++)
                steps[stepCount * StepCountMax + step] = Math.SinCos(step * 2 * Math.PI / stepCount);
        }

        return steps;
    }
}
